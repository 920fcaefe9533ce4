package dev.bellwether.evaluate;

import dev.bellwether.history.Samples;
import java.util.EnumMap;
import java.util.Map;

/**
 * How much of a KPI a tick could speak of.
 *
 * @param outcomes how many series had which outcome; absent for none
 * @param figures a digest of all readings, by which two ticks with the very same ones are told; 0 when they are too few
 *     or too alike to tell anything
 */
public record Coverage(Map<SeriesOutcome, Integer> outcomes, long figures) {

    public static final Coverage NONE = new Coverage(Map.of(), 0);

    /** Fewer readings may well be the same twice. */
    private static final int FEWEST = 3;

    public Coverage {
        outcomes = Map.copyOf(outcomes);
    }

    public int of(SeriesOutcome outcome) {
        return outcomes.getOrDefault(outcome, 0);
    }

    /** The share of the series that usually come and did; 1 when none is missing. */
    public double completeness() {
        int came = of(SeriesOutcome.OK) + of(SeriesOutcome.BAD) + of(SeriesOutcome.LATE);
        int gone = of(SeriesOutcome.NO_DATA) + of(SeriesOutcome.ERROR);
        return gone == 0 ? 1 : (double) came / (came + gone);
    }

    static Coverage of(int good, int bad, int missing, int rejected, Samples now) {
        var outcomes = new EnumMap<SeriesOutcome, Integer>(SeriesOutcome.class);
        outcomes.put(SeriesOutcome.OK, good);
        outcomes.put(SeriesOutcome.BAD, bad);
        outcomes.put(SeriesOutcome.NO_DATA, missing);
        outcomes.put(SeriesOutcome.ERROR, rejected);
        outcomes.values().removeIf(count -> count == 0);
        return new Coverage(outcomes, digest(now));
    }

    static Coverage late(Samples now) {
        return new Coverage(Map.of(SeriesOutcome.LATE, now.count()), 0);
    }

    private static long digest(Samples now) {
        long digest = 1;
        boolean isVaried = false;
        double first = Double.NaN;
        for (int series = 0; series < now.size(); series++) {
            if (now.has(series)) {
                double value = now.value(series);
                isVaried |= !Double.isNaN(first) && Double.compare(value, first) != 0;
                first = Double.isNaN(first) ? value : first;
                digest = 31 * (31 * digest + series) + Double.doubleToLongBits(value);
                digest = 31 * digest + Double.doubleToLongBits(now.sample(series));
            }
        }
        return isVaried && now.count() >= FEWEST ? digest : 0;
    }
}
