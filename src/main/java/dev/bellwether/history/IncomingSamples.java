package dev.bellwether.history;

import dev.bellwether.kpi.Range;
import dev.bellwether.kpi.SampleReceiver;
import dev.bellwether.kpi.Window;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Sorts the rows of one fetch into columns by instant and series. Rows that cannot be readings are counted and the
 * first few reasons kept; the series they speak of have no reading then, so no alert of theirs changes.
 */
public final class IncomingSamples implements SampleReceiver {

    private static final int REASONS_KEPT = 5;

    private final SeriesIndex index;
    private final Window window;
    private final Range range;
    private final int mostSeries;
    private final TreeMap<Instant, Samples> byInstant = new TreeMap<>();
    private final List<String> reasons = new ArrayList<>();
    private final BitSet rejectedSeries = new BitSet();
    private long rows;
    private long rejected;
    private long conflicting;
    private long lastAt = Long.MIN_VALUE;
    private Samples last = new Samples(Instant.EPOCH);

    /** Takes every series and every figure. */
    public IncomingSamples(SeriesIndex index, Window window) {
        this(index, window, Range.ANY, Integer.MAX_VALUE);
    }

    /**
     * @param range values outside it are no readings
     * @param mostSeries when so many are known, a new one is refused and the known ones go on
     */
    public IncomingSamples(SeriesIndex index, Window window, Range range, int mostSeries) {
        this.index = index;
        this.window = window;
        this.range = range;
        this.mostSeries = mostSeries;
    }

    @Override
    public void accept(
            String[] dimensionValues, long at, double value, double numerator, double denominator, double sample) {
        rows++;
        String mistake = mistakeIn(at, value, numerator, denominator, sample);
        if (mistake != null) {
            reject(dimensionValues, mistake);
            return;
        }
        int series = index.numberOf(dimensionValues, mostSeries);
        if (series < 0) {
            String what = "a new series beside the %,d allowed; is there an id among the dimensions?";
            reject(dimensionValues, what.formatted(mostSeries));
            return;
        }
        if (at != lastAt) {
            lastAt = at;
            last = byInstant.computeIfAbsent(Instant.ofEpochMilli(at), Samples::new);
        }
        if (!last.put(series, value, numerator, denominator, sample)) {
            conflicting++;
        }
    }

    @Override
    public void reject(String[] dimensionValues, String why) {
        rejected++;
        if (reasons.size() < REASONS_KEPT) {
            reasons.add(String.join(", ", dimensionValues) + ": " + why);
        }
        index.find(dimensionValues).ifPresent(rejectedSeries::set); // a bad row makes no new series
    }

    private @Nullable String mistakeIn(long at, double value, double numerator, double denominator, double sample) {
        if (!window.contains(Instant.ofEpochMilli(at))) {
            return "at " + Instant.ofEpochMilli(at) + " lies outside the window asked for";
        }
        boolean isRatio = !Double.isNaN(numerator) || !Double.isNaN(denominator);
        if (isRatio ? !Double.isFinite(numerator) || !Double.isFinite(denominator) : !Double.isFinite(value)) {
            return isRatio
                    ? "numerator " + numerator + " over denominator " + denominator + " is no finite number"
                    : "value " + value + " is no finite number";
        }
        double reading = isRatio ? numerator / denominator : value;
        if (!Double.isNaN(reading) && !range.contains(reading)) {
            return "value " + reading + " lies outside the range " + range;
        }
        if (Double.isInfinite(sample) || sample < 0 || denominator < 0) {
            return "a sample or denominator below 0 or without end";
        }
        return null;
    }

    /** What was read, oldest first. */
    public Collection<Samples> all() {
        return byInstant.values();
    }

    /** What was read for one instant; empty columns when nothing was. */
    public Samples at(Instant at) {
        Samples samples = byInstant.get(at);
        return samples == null ? new Samples(at) : samples;
    }

    public long rows() {
        return rows;
    }

    public long rejected() {
        return rejected;
    }

    /** Rows that named a series and instant a second time with other figures; the later row counts. */
    public long conflicting() {
        return conflicting;
    }

    /** The first few reasons, each with the series it befell. */
    public List<String> reasons() {
        return List.copyOf(reasons);
    }

    /** How many of the series known had a row that was rejected. */
    public int rejectedSeries() {
        return rejectedSeries.cardinality();
    }

    /** Whether a row of this series was rejected. */
    public boolean isRejected(int series) {
        return rejectedSeries.get(series);
    }
}
