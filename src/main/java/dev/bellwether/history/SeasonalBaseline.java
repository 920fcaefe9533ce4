package dev.bellwether.history;

import dev.bellwether.history.Snapshot.Reading;
import dev.bellwether.kpi.Unit;
import java.util.Arrays;

/**
 * The baseline of one reading from the same slot of past weeks.
 *
 * <pre>
 * expected = median(past); of means and durations the mean of the winsorised past
 * spread   = 1.4826 · MAD(past); of means and durations the standard deviation of the winsorised past
 * sigma    = max(spread, what {@link Dispersion} says of a sample of this size) · sqrt(1 + 1/weeks)
 * band     = expected ± 3 sigma, moved by 8/6 · skewness · sigma, within what is possible
 * </pre>
 *
 * <p>Median and MAD because a past incident must not move what is expected; 1.4826 makes the MAD of a normal sample
 * estimate its standard deviation [1]. Eight values estimate it poorly (a relative error of about 30 %) and may agree by
 * chance, so sigma never falls below what the sample's size and the KPI's usual scatter make. The last factor is the
 * error of the median itself, to first order. Winsorising draws what lies farther than 2.5 spreads from the median to
 * there; it keeps more of eight values than the median does.
 *
 * <p>For a proportion {@code value < low} says the same as that the upper Wilson limit at 3 sigmas lies below what is
 * expected: both turn the score test around [2]. Counts and rare proportions are skew; the term of Cornish and Fisher
 * moves the band so that both ends are left as rarely as a normal's [3].
 *
 * <p>[1] Rousseeuw, Croux: Alternatives to the median absolute deviation, JASA 88 (1993). [2] Wilson: Probable
 * inference, the law of succession, and statistical inference, JASA 22 (1927). [3] Cornish, Fisher: Moments and
 * cumulants in the specification of distributions, Revue de l'Institut International de Statistique 5 (1938).
 */
public final class SeasonalBaseline {

    /** Fewer past readings than this expect nothing. */
    public static final int FEWEST = 4;

    private static final double MAD_TO_SIGMA = 1.4826;
    private static final double FARTHEST = 2.5;
    private static final double SKEW_TERM = (Baseline.BAND * Baseline.BAND - 1) / 6;

    private SeasonalBaseline() {}

    /**
     * The baseline of a figure that stands for no series of its own, so that nothing is known of its usual scatter.
     *
     * @param past values of past slots, finite; put in disorder by this method
     */
    public static Baseline of(double[] past, Unit unit, Reading reading) {
        return of(past, past.length, Dispersion.usual(unit), reading);
    }

    /**
     * The baseline for {@code reading}.
     *
     * @param past values of past slots in its first {@code count} places, finite; put in disorder by this method
     */
    static Baseline of(double[] past, int count, Dispersion dispersion, Reading reading) {
        if (count < FEWEST) {
            return new Baseline(Double.NaN, Double.NaN, count);
        }
        var centre = Centre.of(past, count, dispersion.law());
        return of(centre.expected(), centre.spread(), count, dispersion, reading);
    }

    /** As above, the past being known by its middle and spread. */
    static Baseline of(double expected, double spread, int weeks, Dispersion dispersion, Reading reading) {
        if (weeks < FEWEST) {
            return new Baseline(Double.NaN, Double.NaN, weeks);
        }
        double sigma = Math.max(spread, dispersion.floor(expected, reading)) * Math.sqrt(1 + 1.0 / weeks);
        double reach = Baseline.BAND * sigma;
        return switch (dispersion.law()) {
            case PROPORTION -> {
                double skew = reading.sample() > 0 ? SKEW_TERM * (1 - 2 * expected) / reading.sample() : 0;
                double low = Math.max(0, expected - reach + skew);
                double high = Math.min(1, expected + reach + skew);
                yield new Baseline(expected, sigma, weeks, Math.min(low, expected), Math.max(high, expected));
            }
            case COUNT -> {
                double low = Math.max(0, expected - reach + SKEW_TERM);
                yield new Baseline(expected, sigma, weeks, Math.min(low, expected), expected + reach + SKEW_TERM);
            }
            case STARS, MEAN, RELATIVE -> new Baseline(expected, sigma, weeks);
        };
    }

    /** The middle of some values and their spread around it, an outlier counting little. */
    record Centre(double expected, double spread) {

        static Centre of(double[] past, int count, Dispersion.Law law) {
            double median = median(past, count);
            double[] apart = new double[count];
            for (int i = 0; i < count; i++) {
                apart[i] = Math.abs(past[i] - median);
            }
            double spread = MAD_TO_SIGMA * median(apart, count);
            boolean isMean = law == Dispersion.Law.STARS || law == Dispersion.Law.MEAN;
            return isMean && spread > 0 ? winsorised(past, count, median, spread) : new Centre(median, spread);
        }

        private static Centre winsorised(double[] values, int count, double median, double spread) {
            double least = median - FARTHEST * spread;
            double most = median + FARTHEST * spread;
            double sum = 0;
            double squares = 0;
            for (int i = 0; i < count; i++) {
                double offset = Math.min(Math.max(values[i], least), most) - median;
                sum += offset;
                squares += offset * offset;
            }
            double shift = sum / count;
            return new Centre(median + shift, Math.sqrt(Math.max(squares - sum * shift, 0) / (count - 1)));
        }
    }

    static double median(double[] values, int count) {
        Arrays.sort(values, 0, count);
        int middle = count / 2;
        return count % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }
}
