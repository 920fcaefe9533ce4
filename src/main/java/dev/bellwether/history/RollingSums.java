package dev.bellwether.history;

import dev.bellwether.history.Windows.Figures;
import java.util.Arrays;

/**
 * Mean, spread and extremes of some grains, for every series of a KPI. Two of them put together are as if their grains
 * had been taken one by one: counts, means and squares about the mean are merged [1], so long spans lose nothing in
 * rounding.
 *
 * <p>[1] Chan, Golub, LeVeque: Algorithms for computing the sample variance, The American Statistician 37 (1983).
 */
final class RollingSums {

    private final int[] count;
    private final double[] mean;
    private final double[] squares;
    private final double[] min;
    private final double[] max;

    RollingSums(int size) {
        count = new int[size];
        mean = new double[size];
        squares = new double[size];
        min = new double[size];
        max = new double[size];
        Arrays.fill(min, Double.POSITIVE_INFINITY);
        Arrays.fill(max, Double.NEGATIVE_INFINITY);
    }

    void add(Samples samples) {
        for (int series = 0; series < Math.min(count.length, samples.size()); series++) {
            double value = samples.value(series);
            if (Double.isFinite(value)) {
                merge(series, 1, value, 0, value, value);
            }
        }
    }

    /** @param others of a time when there were no more series than now */
    void add(RollingSums others) {
        for (int series = 0; series < Math.min(count.length, others.count.length); series++) {
            if (others.count[series] > 0) {
                merge(
                        series,
                        others.count[series],
                        others.mean[series],
                        others.squares[series],
                        others.min[series],
                        others.max[series]);
            }
        }
    }

    private void merge(int series, int n, double theirMean, double theirSquares, double theirMin, double theirMax) {
        int all = count[series] + n;
        double apart = theirMean - mean[series];
        squares[series] += theirSquares + apart * apart * count[series] * n / all;
        mean[series] += apart * n / all;
        min[series] = Math.min(min[series], theirMin);
        max[series] = Math.max(max[series], theirMax);
        count[series] = all;
    }

    /** The figures of a series when the newest grain reads {@code value}; {@code NaN} when it reads nothing. */
    Figures with(int series, double value) {
        int n = series < count.length ? count[series] : 0;
        boolean isThere = Double.isFinite(value);
        int all = n + (isThere ? 1 : 0);
        if (all == 0) {
            return Figures.NONE;
        }
        if (n == 0) {
            return new Figures(value, Double.NaN, value, value);
        }
        double apart = isThere ? value - mean[series] : 0;
        double spread = Math.sqrt((squares[series] + apart * apart * n / all) / (all - 1));
        return new Figures(
                mean[series] + apart / all,
                all > 1 ? spread : Double.NaN,
                isThere ? Math.min(min[series], value) : min[series],
                isThere ? Math.max(max[series], value) : max[series]);
    }
}
