package dev.bellwether.history;

import dev.bellwether.kpi.Labels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * The series of one KPI by their dimension values, and by number. Finding a series makes no garbage: a million rows a
 * tick pass through here.
 *
 * <p>Numbers are given out here and stored by {@link History#append}. May be read while the one thread that evaluates
 * the KPI adds to it.
 */
public final class SeriesIndex {

    private final List<String> dimensions;
    private final Map<Key, Series> byValues = new HashMap<>();
    private final List<Series> byNumber = Collections.synchronizedList(new ArrayList<>());
    private final Key probe = new Key(new String[0]);

    /** @param dimensions in the order in which a source gives the values */
    public SeriesIndex(List<String> dimensions) {
        this.dimensions = List.copyOf(dimensions);
    }

    public List<String> dimensions() {
        return dimensions;
    }

    /** The number of the series with these dimension values, a new one at first sight. */
    public synchronized int numberOf(String[] dimensionValues) {
        Series known = byValues.get(probe.of(dimensionValues));
        return known != null ? known.number() : add(labelsOf(dimensionValues)).number();
    }

    /** The same, but -1 for a new series when there are {@code most} already. */
    synchronized int numberOf(String[] dimensionValues, int most) {
        Series known = byValues.get(probe.of(dimensionValues));
        if (known != null) {
            return known.number();
        }
        return byNumber.size() >= most ? -1 : add(labelsOf(dimensionValues)).number();
    }

    /** The number of the series with these dimension values; empty when there is none yet. */
    synchronized OptionalInt find(String[] dimensionValues) {
        Series known = byValues.get(probe.of(dimensionValues));
        return known == null ? OptionalInt.empty() : OptionalInt.of(known.number());
    }

    /** Takes in a stored series; they come in the order of their numbers. */
    public synchronized Series add(Labels labels) {
        var series = new Series(byNumber.size(), labels);
        byNumber.add(series);
        if (dimensions.containsAll(labels.names())) { // else of a dimension the KPI had once; it keeps its number
            byValues.put(new Key(valuesOf(labels)), series);
        }
        return series;
    }

    public Series series(int number) {
        return byNumber.get(number);
    }

    /** How many series there are; their numbers are below it. */
    public int size() {
        return byNumber.size();
    }

    /** The number of the series with these labels; empty when there is none. */
    public synchronized OptionalInt numberOf(Labels labels) {
        Series known = byValues.get(probe.of(valuesOf(labels)));
        return known == null ? OptionalInt.empty() : OptionalInt.of(known.number());
    }

    private String[] valuesOf(Labels labels) {
        return dimensions.stream().map(labels::get).toArray(String[]::new);
    }

    /** The same series and numbers for a KPI that is broken down by other dimensions now. */
    SeriesIndex withDimensions(List<String> now) {
        if (now.equals(dimensions)) {
            return this;
        }
        var changed = new SeriesIndex(now);
        for (int number = 0; number < size(); number++) {
            changed.add(series(number).labels());
        }
        return changed;
    }

    /** @throws IllegalArgumentException when a number was not given out here; the figures would be another series' */
    public void checkKnows(Collection<Samples> samples) {
        for (Samples one : samples) {
            if (one.size() > size()) {
                throw new IllegalArgumentException("samples at " + one.at() + " speak of series " + (one.size() - 1)
                        + ", known are " + size() + " of them");
            }
        }
    }

    private Labels labelsOf(String[] dimensionValues) {
        var labels = new LinkedHashMap<String, String>();
        for (int i = 0; i < dimensions.size(); i++) {
            labels.put(dimensions.get(i), dimensionValues[i]);
        }
        return Labels.of(labels);
    }

    /** Dimension values as a map's key; one of them is reused for looking up. */
    private static final class Key {

        /** The golden ratio's fraction of 2³² (Knuth, The Art of Computer Programming, 6.4). */
        private static final int SCATTER = 0x9E3779B9;

        private String[] values;

        Key(String[] values) {
            this.values = values;
        }

        Key of(String[] others) {
            values = others;
            return this;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Key that && Arrays.equals(values, that.values);
        }

        /** Values such as {@code carrier-17} are so alike that their hashes, added as lists do it, often meet. */
        @Override
        public int hashCode() {
            int hash = 0;
            for (String value : values) {
                hash = hash * SCATTER + value.hashCode();
            }
            return hash * SCATTER;
        }
    }
}
