package dev.bellwether.history;

import dev.bellwether.history.Snapshot.Reading;
import dev.bellwether.kpi.Unit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * How widely the readings of a KPI scatter when nothing is the matter: what chance makes of a sample of this size, and
 * the scatter between slots that comes on top and is estimated from the KPI's own past.
 *
 * <pre>
 * proportion  beta-binomial   σ² = p(1−p)/n · (1 + (n−1)ρ)       ρ between slots
 * count       gamma-Poisson   σ² = μ + φμ²                       φ between slots
 * mean        by its sample   σ² = κx²/n                         κ of single observations
 * </pre>
 *
 * <p>Each series gives the moment estimate of its few weeks, and the median over the series, weighted by what each can
 * tell, is the KPI's: an incident in the past of some series moves it little [1]. A moment estimate of {@code w} weeks
 * is a chi-square with {@code w−1} degrees of freedom over that number, whose median lies below its mean; it is set
 * right by Wilson and Hilferty's formula [2]. Few series tell little, so the estimate is drawn to a usual one with the
 * weight of {@value #WEIGHT_OF_USUAL} degrees of freedom.
 *
 * <p>[1] Kleinman: Proportions with extraneous variance, JASA 68 (1973). [2] Wilson, Hilferty: The distribution of
 * chi-square, PNAS 17 (1931).
 *
 * @param extra ρ, φ or κ
 */
record Dispersion(Law law, double extra) {

    private static final double WEIGHT_OF_USUAL = 20;
    private static final double SMALLEST_RELATIVE_SPREAD = 0.03;
    private static final double SMALLEST_RELATIVE_SPREAD_OF_STARS = 0.01;

    /** Fewer events than this in a slot have too skew a scatter to estimate from. */
    private static final double FEWEST_EVENTS = 2;

    enum Law {
        /** The usual ρ is that of marketplaces' hourly ratios, 0.002 to 0.01. */
        PROPORTION(0.004) {
            @Override
            double floor(double extra, double expected, Reading reading) {
                double n = reading.sample();
                if (!(n > 0)) {
                    return relative(SMALLEST_RELATIVE_SPREAD, expected, reading);
                }
                return Math.sqrt(chance(expected, n) / n * (1 + Math.max(n - 1, 0) * extra));
            }
        },
        /** The usual φ is a spread of 3 %. */
        COUNT(SMALLEST_RELATIVE_SPREAD * SMALLEST_RELATIVE_SPREAD) {
            @Override
            double floor(double extra, double expected, Reading reading) {
                double mean = Math.max(expected, 1);
                double spread = Math.sqrt(mean + extra * mean * mean);
                return Math.max(spread, SMALLEST_RELATIVE_SPREAD * expected);
            }
        },
        /** Stars from one to five scatter by 1.3 around 4. */
        STARS(0.1) {
            @Override
            double floor(double extra, double expected, Reading reading) {
                double least = relative(SMALLEST_RELATIVE_SPREAD_OF_STARS, expected, reading);
                return Math.max(bySample(extra, expected, reading), least);
            }
        },
        /** Durations: nothing is usual, so the past alone tells. */
        MEAN(0) {
            @Override
            double floor(double extra, double expected, Reading reading) {
                double least = relative(SMALLEST_RELATIVE_SPREAD, expected, reading);
                return Math.max(bySample(extra, expected, reading), least);
            }
        },
        /** Sums of money, and ratios that may exceed one: no sample tells how they scatter. */
        RELATIVE(0) {
            @Override
            double floor(double extra, double expected, Reading reading) {
                return relative(SMALLEST_RELATIVE_SPREAD, expected, reading);
            }
        };

        private final double usual;

        Law(double usual) {
            this.usual = usual;
        }

        abstract double floor(double extra, double expected, Reading reading);

        static Law of(Unit unit) {
            return switch (unit) {
                case RATIO -> PROPORTION;
                case COUNT -> COUNT;
                case STARS -> STARS;
                case SECONDS, DAYS -> MEAN;
                case USD -> RELATIVE;
            };
        }

        /** p(1−p), with p kept half an observation away from 0 and 1: a past without a single event promises nothing. */
        private static double chance(double expected, double sample) {
            double margin = Math.min(0.5 / sample, 0.5);
            double p = Math.min(Math.max(expected, margin), 1 - margin);
            return p * (1 - p);
        }

        private static double bySample(double extra, double expected, Reading reading) {
            return reading.sample() > 0 ? Math.abs(expected) * Math.sqrt(extra / reading.sample()) : 0;
        }

        private static double relative(double least, double expected, Reading reading) {
            double now = Double.isFinite(reading.value()) ? Math.abs(reading.value()) : 0;
            return least * Math.max(Math.abs(expected), now);
        }
    }

    /** What is taken where nothing is known of the past. */
    static Dispersion usual(Unit unit) {
        Law law = Law.of(unit);
        return new Dispersion(law, law.usual);
    }

    /** The standard deviation of {@code reading} that chance and the usual scatter between slots make. */
    double floor(double expected, Reading reading) {
        return law.floor(extra, expected, reading);
    }

    /** Gathers the past of series after series. */
    static final class Estimate {

        private record One(double extra, double weight, double degrees) {}

        private final Law law;
        private final List<One> ones = new ArrayList<>();
        private boolean hasMoreThanAll;

        Estimate(Unit unit) {
            law = Law.of(unit);
        }

        /**
         * Takes in the past of one series.
         *
         * @param samples of the values; {@code NaN} where none is known
         * @param count how many there are
         */
        void add(double[] values, double[] samples, int count) {
            if (count < SeasonalBaseline.FEWEST) {
                return;
            }
            switch (law) {
                case PROPORTION -> addProportion(values, samples, count);
                case COUNT -> addCount(values, count);
                case STARS, MEAN -> addMean(values, samples, count);
                case RELATIVE -> {}
            }
        }

        private void addProportion(double[] values, double[] samples, int count) {
            double events = 0;
            double all = 0;
            for (int i = 0; i < count; i++) {
                hasMoreThanAll |= values[i] > 1 || values[i] < 0;
                events += values[i] * samples[i];
                all += samples[i];
            }
            double p = events / all;
            double rarer = Math.min(p, 1 - p);
            if (!(all * rarer / count >= FEWEST_EVENTS)) {
                return;
            }
            double squares = 0;
            for (int i = 0; i < count; i++) {
                squares += samples[i] * (values[i] - p) * (values[i] - p);
            }
            double n = all / count;
            add(count, squares / (p * (1 - p)), 1, 1 / (n - 1), n / (n + 1 / law.usual));
        }

        private void addCount(double[] values, int count) {
            double mean = mean(values, count);
            if (mean >= FEWEST_EVENTS) {
                add(count, squares(values, mean, count) / mean, 1, 1 / mean, mean / (mean + 1 / law.usual));
            }
        }

        private void addMean(double[] values, double[] samples, int count) {
            double mean = mean(values, count);
            double n = mean(samples, count);
            if (n > 0 && mean != 0) {
                add(count, squares(values, mean, count) / (mean * mean), 0, n, 1);
            }
        }

        /** {@code squares} over the degrees of freedom, less {@code chance}, times {@code scale} is the estimate. */
        private void add(int count, double squares, double chance, double scale, double weight) {
            double degrees = count - 1;
            double medianOverMean = Math.pow(1 - 2 / (9 * degrees), 3);
            double extra = (squares / degrees / medianOverMean - chance) * scale;
            if (Double.isFinite(extra) && weight > 0) {
                ones.add(new One(extra, weight, degrees * weight));
            }
        }

        Dispersion result() {
            if (hasMoreThanAll) {
                return new Dispersion(Law.RELATIVE, 0);
            }
            if (ones.isEmpty()) {
                return new Dispersion(law, law.usual);
            }
            ones.sort(Comparator.comparingDouble(One::extra).thenComparingDouble(One::degrees));
            double degrees = ones.stream().mapToDouble(One::degrees).sum();
            double ofUsual = law.usual > 0 ? WEIGHT_OF_USUAL : 0;
            double estimate = Math.max(weightedMedian(), 0); // less scatter than chance makes is chance as well
            return new Dispersion(law, (degrees * estimate + ofUsual * law.usual) / (degrees + ofUsual));
        }

        private double weightedMedian() {
            double half = ones.stream().mapToDouble(One::weight).sum() / 2;
            double below = 0;
            for (One one : ones) {
                below += one.weight();
                if (below >= half) {
                    return one.extra();
                }
            }
            return ones.get(ones.size() - 1).extra();
        }

        private static double mean(double[] values, int count) {
            double sum = 0;
            for (int i = 0; i < count; i++) {
                sum += values[i];
            }
            return sum / count;
        }

        private static double squares(double[] values, double mean, int count) {
            double sum = 0;
            for (int i = 0; i < count; i++) {
                sum += (values[i] - mean) * (values[i] - mean);
            }
            return sum;
        }
    }
}
