package dev.bellwether.history;

import java.util.Arrays;
import java.util.BitSet;

/**
 * Which series of a KPI stand out at one instant, looked at together: among thousands some are always far out by chance.
 *
 * <p>Benjamini and Hochberg's step-up: of the p-values in order, the largest {@code p(k) ≤ k/m · q} and all smaller ones
 * are discoveries; of these, at most a share {@code q} is false on average, when the series are independent or move
 * together [1].
 *
 * <p>[1] Benjamini, Hochberg: Controlling the false discovery rate, Journal of the Royal Statistical Society B 57 (1995).
 */
final class Discoveries {

    /** The share of discoveries that may be false. */
    private static final double Q = 0.05;

    private Discoveries() {}

    /** @param p by series; {@code NaN} for a series that is not tested */
    static BitSet among(double[] p) {
        double[] sorted = Arrays.stream(p).filter(one -> one <= Q).sorted().toArray();
        long tested = Arrays.stream(p).filter(one -> !Double.isNaN(one)).count();
        double largest = -1;
        for (int k = sorted.length; k > 0; k--) {
            if (sorted[k - 1] <= Q * k / tested) {
                largest = sorted[k - 1];
                break;
            }
        }
        var found = new BitSet(p.length);
        for (int series = 0; series < p.length; series++) {
            if (p[series] <= largest) {
                found.set(series);
            }
        }
        return found;
    }
}
