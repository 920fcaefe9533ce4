package dev.bellwether.detect;

import java.util.Arrays;

/**
 * How far a figure lies from all that was seen before.
 *
 * <pre>
 * novelty(f) = min |f − g| over the last {@code memory} figures g  /  spread
 * spread²    = running variance of the figures, each new one weighing max(1/n, 1/10000), and drawn in to 30 spreads
 *              from the mean once 100 are known
 * </pre>
 *
 * <p>The distance to the nearest neighbour rather than to the mean: a level that was normal twice a day is no news though
 * it is far from the mean, and what lies in a gap between two usual levels is. It is not robust on purpose: once a spike
 * was seen, its like is known, and it has widened the spread. So the second spike of the same size says nothing, and a
 * shift is told once [1]. Thirty spreads is the limit: a reading with three zeros too many must not blind the detector.
 *
 * <p>Sorted array and ring: a figure costs a binary search and the move of what lies between the one that comes and the
 * one that goes.
 *
 * <p>[1] Ramaswamy, Rastogi, Shim: Efficient algorithms for mining outliers from large data sets, SIGMOD (2000), with k =
 * 1 and a sliding window.
 */
final class Novelty {

    private static final double SLOWEST = 1e-4;
    private static final int SETTLED = 100;
    private static final double MOST_SPREADS = 30;

    private final double[] sorted;
    private final double[] inOrder;
    private int count;
    private int oldest;
    private long seen;
    private double mean;
    private double variance;

    /** @param memory how many figures are remembered */
    Novelty(int memory) {
        sorted = new double[memory];
        inOrder = new double[memory];
    }

    /**
     * The novelty of {@code figure}, in spreads; it is known from then on.
     *
     * @param noise what rounding alone makes of such figures; the spread is never less
     */
    double of(double figure, double noise) {
        widen(figure);
        double distance = remember(figure);
        return distance == 0 ? 0 : distance / (Math.sqrt(variance) + noise);
    }

    private void widen(double figure) {
        seen++;
        double weight = Math.max(1.0 / seen, SLOWEST);
        double most = seen > SETTLED && variance > 0 ? MOST_SPREADS * Math.sqrt(variance) : Double.POSITIVE_INFINITY;
        double off = Math.max(-most, Math.min(most, figure - mean));
        mean += weight * off;
        variance += weight * (off * off * (1 - weight) - variance);
    }

    /** @return the distance to the nearest that was there before, 0 when nothing was */
    private double remember(double figure) {
        int found = Arrays.binarySearch(sorted, 0, count, figure);
        int at = found >= 0 ? found : -found - 1;
        double distance = found >= 0 ? 0 : distanceToNeighbours(figure, at);
        if (count < sorted.length) {
            System.arraycopy(sorted, at, sorted, at + 1, count - at);
            sorted[at] = figure;
            count++;
        } else {
            putInPlaceOf(Arrays.binarySearch(sorted, inOrder[oldest]), at, figure);
        }
        inOrder[oldest] = figure;
        oldest = oldest + 1 == inOrder.length ? 0 : oldest + 1;
        return distance;
    }

    private double distanceToNeighbours(double figure, int at) {
        double below = at > 0 ? figure - sorted[at - 1] : Double.POSITIVE_INFINITY;
        double above = at < count ? sorted[at] - figure : Double.POSITIVE_INFINITY;
        return count == 0 ? 0 : Math.min(below, above);
    }

    private void putInPlaceOf(int leaving, int at, double figure) {
        if (leaving < at) {
            System.arraycopy(sorted, leaving + 1, sorted, leaving, at - 1 - leaving);
            sorted[at - 1] = figure;
        } else {
            System.arraycopy(sorted, at, sorted, at + 1, leaving - at);
            sorted[at] = figure;
        }
    }
}
