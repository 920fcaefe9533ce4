package dev.bellwether.web;

import dev.bellwether.alert.Breach.Figures;
import java.util.Optional;
import java.util.stream.DoubleStream;

/**
 * A value beside what was expected, drawn from left to right in {@link #WIDTH} steps.
 *
 * @param bandFrom where the usual band begins
 * @param bandWidth how wide it is
 * @param expected where the expected value stands
 * @param value where the value stands
 */
public record Bar(long bandFrom, long bandWidth, long expected, long value) {

    /** As wide as the picture. */
    public static final int WIDTH = 200;

    private static final int MARGIN = 8;

    /** Nothing when there is nothing to compare with. */
    public static Optional<Bar> of(Figures figures) {
        if (!DoubleStream.of(figures.value(), figures.expected(), figures.low(), figures.high())
                .allMatch(Double::isFinite)) {
            return Optional.empty();
        }
        double least = Math.min(figures.value(), figures.low());
        double most = Math.max(figures.value(), figures.high());
        if (most <= least) {
            return Optional.empty();
        }
        double step = (WIDTH - 2 * MARGIN) / (most - least);
        long from = place(figures.low(), least, step);
        return Optional.of(new Bar(
                from,
                Math.max(2, place(figures.high(), least, step) - from),
                place(figures.expected(), least, step),
                place(figures.value(), least, step)));
    }

    private static long place(double figure, double least, double step) {
        return MARGIN + Math.round((figure - least) * step);
    }
}
