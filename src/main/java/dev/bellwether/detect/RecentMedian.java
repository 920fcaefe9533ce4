package dev.bellwether.detect;

import java.util.Arrays;

/** The last few figures and their median; of an even number the upper of the two in the middle. */
final class RecentMedian {

    private final double[] recent;
    private final double[] sorted;
    private int added;

    RecentMedian(int size) {
        recent = new double[size];
        sorted = new double[size];
    }

    /** How far {@code figure} lies from the median of those added; 0 when none was. */
    double distanceOf(double figure) {
        return added == 0 ? 0 : figure - median();
    }

    /** How far {@code figure} lies from the one added last; 0 when none was. */
    double stepTo(double figure) {
        return added == 0 ? 0 : figure - recent[(added - 1) % recent.length];
    }

    void add(double figure) {
        recent[added % recent.length] = figure;
        added = added + 1 == 2 * recent.length ? recent.length : added + 1;
    }

    private double median() {
        int count = Math.min(added, recent.length);
        System.arraycopy(recent, 0, sorted, 0, count);
        Arrays.sort(sorted, 0, count);
        return sorted[count / 2];
    }
}
