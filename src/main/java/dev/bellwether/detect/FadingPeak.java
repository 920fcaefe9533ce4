package dev.bellwether.detect;

/** Tells an excursion once: lets through only what tops the highest of before, which fades by half in a number of rows. */
final class FadingPeak {

    private final double fading;
    private double peak;

    FadingPeak(double halfLife) {
        fading = Math.pow(0.5, 1 / halfLife);
    }

    /** {@code figure} when it tops all of late, else 0. */
    double pass(double figure) {
        peak *= fading;
        if (figure <= peak) {
            return 0;
        }
        peak = figure;
        return figure;
    }
}
