package dev.bellwether.history;

/**
 * Small changes that last, added up for every series of a KPI: a one-sided CUSUM upwards and one downwards [1].
 *
 * <pre>
 * up = max(0, up + z − {@value #ALLOWANCE}),  down = max(0, down − z − {@value #ALLOWANCE}),  z between ±{@value #MOST}
 * </pre>
 *
 * <p>With this allowance a sum of 8 comes once in about 19,000 grains by chance, and a shift by one sigma reaches it in
 * about 16 [2]. One grain alone, however far out, reaches at most {@value #MOST}: that is a spike, and other figures see it.
 * The sum runs over the last {@value #GRAINS} grains and is worked out from their readings, so it is the same after a
 * restart and in a replay.
 *
 * <p>[1] Page: Continuous inspection schemes, Biometrika 41 (1954). [2] Siegmund: Sequential analysis (1985).
 */
final class Drift {

    /** How many grains are added up, the newest included. */
    static final int GRAINS = 32;

    private static final double ALLOWANCE = 0.5;
    private static final double MOST = 3;

    private final double[] up;
    private final double[] down;

    Drift(int size) {
        up = new double[size];
        down = new double[size];
    }

    /** Adds the next grain; a grain of which nothing is known leaves the sums as they are. */
    void add(int series, double z) {
        up[series] = up(series, z);
        down[series] = down(series, z);
    }

    /** What a rise has added up to when {@code z} is the newest grain's. */
    double up(int series, double z) {
        return next(series < up.length ? up[series] : 0, z);
    }

    /** What a fall has added up to when {@code z} is the newest grain's. */
    double down(int series, double z) {
        return next(series < down.length ? down[series] : 0, -z);
    }

    private static double next(double sum, double z) {
        return Double.isNaN(z) ? sum : Math.max(0, sum + Math.min(Math.max(z, -MOST), MOST) - ALLOWANCE);
    }
}
