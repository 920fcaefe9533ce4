package dev.bellwether.notify;

import dev.bellwether.alert.Alert;
import dev.bellwether.kpi.Direction;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The recent readings of a series, beside what was usual then.
 *
 * @param points oldest first
 */
public record Trail(List<Point> points) {

    /** Nothing is known. */
    public static final Trail NONE = new Trail(List.of());

    /**
     * One reading; {@code NaN} for what is not known.
     *
     * @param at end of the grain
     * @param sample how many things the value was made of
     */
    public record Point(Instant at, double value, double expected, double low, double high, double sample) {}

    public Trail {
        points = List.copyOf(points);
    }

    /** The reading at this grain. */
    Optional<Point> at(Instant at) {
        return points.stream()
                .filter(point -> point.at().equals(at) && Double.isFinite(point.value()))
                .findFirst();
    }

    /** Whether it goes back to the beginning of the alert. */
    boolean reaches(Alert alert) {
        return !points.isEmpty() && !points.get(0).at().isAfter(alert.activeAt());
    }

    /** The readings of the alert's time, oldest first. */
    List<Point> of(Alert alert) {
        return points.stream()
                .filter(point -> Double.isFinite(point.value()))
                .filter(point -> !point.at().isBefore(alert.activeAt()))
                .filter(point -> alert.resolvedAt() == null || point.at().isBefore(alert.resolvedAt()))
                .toList();
    }

    /** The reading of the alert's time that lies farthest on its bad side. */
    Optional<Point> worst(Alert alert, Direction side) {
        Comparator<Point> byValue = Comparator.comparingDouble(Point::value);
        return of(alert).stream().max(side == Direction.LOWER_IS_BETTER ? byValue : byValue.reversed());
    }
}
