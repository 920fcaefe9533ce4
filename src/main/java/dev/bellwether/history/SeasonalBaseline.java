package dev.bellwether.history;

import dev.bellwether.kpi.Unit;
import java.util.Arrays;

/**
 * The baseline of one reading from the same slot of past weeks.
 *
 * <pre>
 * expected = median(past)
 * sigma    = max(1.4826 · MAD(past), floor) · sqrt(1 + 1/weeks)
 * floor    = ratio: sqrt(p(1−p)/n · (1 + (n−1)ρ)), p = expected, n = sample, ρ = 0.004
 *            count: max(sqrt(expected), 3 % of expected)
 *            stars: 1.3 / sqrt(n), the usual spread of single reviews, and 1 % of expected
 *            else:  3 % of the larger of expected and value
 * </pre>
 *
 * <p>Median and MAD because a past incident must not move what is expected; 1.4826 makes the MAD of a normal sample
 * estimate its standard deviation [1]. Eight values estimate it poorly (a relative error of about 30 %) and may agree by
 * chance, so sigma never falls below what chance alone makes of a sample of this size, with the between-slot variance ρ
 * that ratios of marketplaces show (beta-binomial, [2]). The last factor is the error of the median itself, to first
 * order.
 *
 * <p>[1] Rousseeuw, Croux: Alternatives to the median absolute deviation, JASA 88 (1993). [2] Kleinman: Proportions with
 * extraneous variance, JASA 68 (1973).
 */
public final class SeasonalBaseline {

    /** Fewer past readings than this expect nothing. */
    public static final int FEWEST = 4;

    private static final double MAD_TO_SIGMA = 1.4826;
    private static final double OVERDISPERSION = 0.004;
    private static final double SMALLEST_RELATIVE_SPREAD = 0.03;
    private static final double SPREAD_OF_STARS = 1.3;

    private SeasonalBaseline() {}

    /**
     * The baseline for {@code reading}.
     *
     * @param past values of past slots in its first {@code count} places, finite; put in disorder by this method
     */
    public static Baseline of(double[] past, int count, Unit unit, Snapshot.Reading reading) {
        if (count < FEWEST) {
            return new Baseline(Double.NaN, Double.NaN, count);
        }
        double expected = median(past, count);
        double floor = floor(unit, expected, reading);
        for (int i = 0; i < count; i++) {
            past[i] = Math.abs(past[i] - expected);
        }
        double spread = Math.max(MAD_TO_SIGMA * median(past, count), floor);
        return new Baseline(expected, spread * Math.sqrt(1 + 1.0 / count), count);
    }

    private static double floor(Unit unit, double expected, Snapshot.Reading reading) {
        double sample = reading.sample();
        return switch (unit) {
            case RATIO ->
                sample > 0
                        ? Math.sqrt(chance(expected, sample) / sample * (1 + (sample - 1) * OVERDISPERSION))
                        : relative(expected, reading.value());
            case COUNT -> Math.max(Math.sqrt(Math.max(expected, 1)), SMALLEST_RELATIVE_SPREAD * expected);
            case STARS -> Math.max(sample > 0 ? SPREAD_OF_STARS / Math.sqrt(sample) : 0, 0.01 * expected);
            case SECONDS, DAYS, USD -> relative(expected, reading.value());
        };
    }

    /** p(1−p), with p kept half an observation away from 0 and 1: a past without a single event promises nothing. */
    private static double chance(double expected, double sample) {
        double margin = Math.min(0.5 / sample, 0.5);
        double p = Math.min(Math.max(expected, margin), 1 - margin);
        return p * (1 - p);
    }

    private static double relative(double expected, double value) {
        double now = Double.isFinite(value) ? Math.abs(value) : 0;
        return SMALLEST_RELATIVE_SPREAD * Math.max(Math.abs(expected), now);
    }

    private static double median(double[] values, int count) {
        Arrays.sort(values, 0, count);
        int middle = count / 2;
        return count % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }
}
