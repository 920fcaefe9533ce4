package dev.bellwether.demo;

/**
 * Chance that can be had again: the same seed, subject, series and slot give the same numbers in any order and in any
 * run, which is what lets a restarted demo continue the world it left.
 *
 * <p>SplitMix64 (Steele, Lea and Flood 2014) over a hash of the key. Counts of more than a few dozen are drawn from the
 * normal approximation of the Poisson and binomial distributions; at that size its error is far below what any KPI
 * shows. Smaller ones are exact, for their long tails are what makes false alarms.
 */
final class Draw {

    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;
    private static final double ENOUGH_FOR_NORMAL = 25;

    private long state;

    Draw(long seed, int subject, long series, long slot) {
        state = mix(mix(mix(seed + subject * GOLDEN_GAMMA) + series * GOLDEN_GAMMA) + slot * GOLDEN_GAMMA);
    }

    private static long mix(long bits) {
        bits = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
        bits = (bits ^ (bits >>> 27)) * 0x94D049BB133111EBL;
        return bits ^ (bits >>> 31);
    }

    /** Evenly from 0 (inclusive) to 1 (exclusive). */
    double uniform() {
        state += GOLDEN_GAMMA;
        return (mix(state) >>> 11) * 0x1.0p-53;
    }

    /** From the standard normal distribution, by Box and Muller. */
    double gaussian() {
        return Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
    }

    /** A factor around 1 with this relative spread; what moves a whole slot at once, such as the weather. */
    double factor(double spread) {
        return Math.exp(spread * gaussian() - spread * spread / 2);
    }

    /** How many of a thing come when {@code mean} are to be expected. */
    long poisson(double mean) {
        if (mean > ENOUGH_FOR_NORMAL) {
            return Math.max(0, Math.round(mean + Math.sqrt(mean) * gaussian()));
        }
        double limit = Math.exp(-mean);
        double product = uniform();
        int count = 0;
        while (product > limit) {
            product *= uniform();
            count++;
        }
        return count;
    }

    /** How many of {@code trials} succeed, each with this chance. */
    long binomial(long trials, double chance) {
        if (chance > 0.5) {
            return trials - binomial(trials, 1 - chance);
        }
        double mean = trials * chance;
        if (mean > ENOUGH_FOR_NORMAL) {
            double spread = Math.sqrt(mean * (1 - chance));
            return Math.min(trials, Math.max(0, Math.round(mean + spread * gaussian())));
        }
        return chance <= 0 ? 0 : successesByWaiting(trials, chance);
    }

    /** Exact, from the numbers of failures between successes, which are geometric. */
    private long successesByWaiting(long trials, double chance) {
        double logOfFailure = Math.log1p(-chance);
        long successes = 0;
        double trial = Math.floor(Math.log(1 - uniform()) / logOfFailure) + 1;
        while (trial <= trials) {
            successes++;
            trial += Math.floor(Math.log(1 - uniform()) / logOfFailure) + 1;
        }
        return successes;
    }
}
