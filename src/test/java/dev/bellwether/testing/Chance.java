package dev.bellwether.testing;

import java.util.SplittableRandom;

/** Draws from the distributions that readings are taken to come from. */
public final class Chance {

    private final SplittableRandom random;

    public Chance(long seed) {
        random = new SplittableRandom(seed);
    }

    public double uniform() {
        return random.nextDouble();
    }

    public double normal() {
        return Math.sqrt(-2 * Math.log(1 - random.nextDouble())) * Math.cos(2 * Math.PI * random.nextDouble());
    }

    /** Of shape {@code shape} and scale 1, by rejection (Marsaglia and Tsang 2000). */
    public double gamma(double shape) {
        if (shape < 1) {
            return gamma(shape + 1) * Math.pow(1 - random.nextDouble(), 1 / shape);
        }
        double d = shape - 1.0 / 3;
        double c = 1 / Math.sqrt(9 * d);
        while (true) {
            double x = normal();
            double v = Math.pow(1 + c * x, 3);
            if (v > 0 && Math.log(1 - random.nextDouble()) < x * x / 2 + d - d * v + d * Math.log(v)) {
                return d * v;
            }
        }
    }

    public int poisson(double mean) {
        if (mean > 200) {
            return (int) Math.max(0, Math.round(mean + Math.sqrt(mean) * normal()));
        }
        int count = 0;
        for (double left = Math.exp(-mean), product = 1 - random.nextDouble(); product > left; count++) {
            product *= 1 - random.nextDouble();
        }
        return count;
    }

    /** How many of {@code n} succeed when the chance itself wavers around {@code p} from slot to slot by {@code rho}. */
    public int betaBinomial(int n, double p, double rho) {
        double chance = p;
        if (rho > 0) {
            double both = 1 / rho - 1;
            double good = gamma(p * both);
            chance = good / (good + gamma((1 - p) * both));
        }
        int count = 0;
        for (int i = 0; i < n; i++) {
            count += random.nextDouble() < chance ? 1 : 0;
        }
        return count;
    }
}
