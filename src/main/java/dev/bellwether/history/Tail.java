package dev.bellwether.history;

import dev.bellwether.history.Snapshot.Reading;
import org.apache.commons.numbers.gamma.LogBeta;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.PoissonDistribution;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * How likely a reading at least this far out is when nothing is the matter, both sides counted.
 *
 * <pre>
 * proportion  beta-binomial
 * count       Poisson, or gamma-Poisson where sigma² is larger than the mean
 * else        Student's t with weeks − 1 degrees of freedom
 * </pre>
 *
 * <p>Deciding among thousands of series takes p-values that are honest far out, and there a normal's are wrong by
 * orders for rare events. Each distribution has the mean and the variance that the baseline has, so the scatter between
 * slots and the error of the baseline itself are in it. Sums run away from the middle, so nothing is lost in rounding;
 * where they would be long, the normal is near enough and taken.
 */
final class Tail {

    /** Nearer than this, no reading can be significant, and its exact p-value need not be known. */
    private static final double NEAR = 1.9;

    /** The standard deviation, in events, from which on the normal is taken. */
    private static final double WIDE = 500;

    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    private Tail() {}

    /** 1 for a reading that is not far out; {@code NaN} where nothing is expected. */
    static double twoSided(Dispersion.Law law, Baseline baseline, Reading reading) {
        double z = baseline.z(reading.value());
        if (Double.isNaN(z)) {
            return Double.NaN;
        }
        return Math.abs(z) < NEAR ? 1 : Math.min(1, 2 * oneSided(law, baseline, reading, z));
    }

    private static double oneSided(Dispersion.Law law, Baseline baseline, Reading reading, double z) {
        return switch (law) {
            case PROPORTION -> ofProportion(baseline, reading, z);
            case COUNT -> ofCount(baseline, reading, z);
            case STARS, MEAN, RELATIVE -> TDistribution.of(baseline.weeks() - 1).survivalProbability(Math.abs(z));
        };
    }

    private static double ofProportion(Baseline baseline, Reading reading, double z) {
        double n = Math.rint(reading.sample());
        if (!(n > 1) || n * baseline.sigma() > WIDE) {
            return NORMAL.survivalProbability(Math.abs(z));
        }
        double events = Math.rint(reading.value() * n);
        // too many events are too few of the others
        double few = z < 0 ? events : n - events;
        double margin = 0.5 / n;
        double p = Math.min(Math.max(z < 0 ? baseline.expected() : 1 - baseline.expected(), margin), 1 - margin);
        double ofChance = p * (1 - p) / n;
        double rho = (baseline.sigma() * baseline.sigma() / ofChance - 1) / (n - 1);
        double both = 1 / Math.min(Math.max(rho, 1e-9), 0.9) - 1;
        return betaBinomialUpTo(few, n, p * both, (1 - p) * both);
    }

    /** P(X ≤ k). */
    private static double betaBinomialUpTo(double k, double n, double alpha, double beta) {
        double logChoices = -Math.log(n + 1) - LogBeta.value(n - k + 1, k + 1);
        double term = Math.exp(logChoices + LogBeta.value(k + alpha, n - k + beta) - LogBeta.value(alpha, beta));
        double sum = 0;
        for (double x = k; x >= 0 && term > sum * 1e-12; x--) {
            sum += term;
            term *= x / (n - x + 1) * (n - x + beta) / (x - 1 + alpha);
        }
        return sum;
    }

    private static double ofCount(Baseline baseline, Reading reading, double z) {
        if (baseline.sigma() > WIDE) {
            return NORMAL.survivalProbability(Math.abs(z));
        }
        double mean = Math.max(baseline.expected(), 1.0 / baseline.weeks()); // none so far does not mean none ever
        double variance = baseline.sigma() * baseline.sigma();
        int seen = (int) Math.rint(reading.value());
        boolean isLow = z < 0;
        if (variance <= mean) {
            var poisson = PoissonDistribution.of(mean);
            return isLow ? poisson.cumulativeProbability(seen) : poisson.survivalProbability(seen - 1);
        }
        double size = mean * mean / (variance - mean);
        double p = mean / (mean + size);
        double term = Math.exp(
                size * Math.log1p(-p) + seen * Math.log(p) - LogBeta.value(size, seen + 1.0) - Math.log(seen + size));
        double sum = 0;
        for (double x = seen; x >= 0 && term > sum * 1e-12; x += isLow ? -1 : 1) {
            sum += term;
            term *= isLow ? x / (p * (size + x - 1)) : p * (size + x) / (x + 1);
        }
        return sum;
    }
}
