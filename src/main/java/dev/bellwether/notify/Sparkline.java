package dev.bellwether.notify;

import java.util.List;

/** A series drawn in letters, for those who see no pictures. */
final class Sparkline {

    private static final String BARS = "▁▂▃▄▅▆▇█";
    private static final int LONGEST = 40;

    private Sparkline() {}

    /** {@code ▇▇▆▇▁▁}; a space for a reading that is missing; empty for less than three readings. */
    static String of(Trail trail) {
        List<Trail.Point> all = trail.points();
        List<Trail.Point> points = all.subList(Math.max(0, all.size() - LONGEST), all.size());
        double low = points.stream()
                .mapToDouble(Trail.Point::value)
                .filter(Double::isFinite)
                .min()
                .orElse(0);
        double high = points.stream()
                .mapToDouble(Trail.Point::value)
                .filter(Double::isFinite)
                .max()
                .orElse(0);
        if (points.stream().filter(point -> Double.isFinite(point.value())).count() < 3) {
            return "";
        }
        var line = new StringBuilder(points.size());
        for (Trail.Point point : points) {
            double share = high > low ? (point.value() - low) / (high - low) : 0.5;
            line.append(
                    Double.isFinite(point.value())
                            ? BARS.charAt((int) Math.min(BARS.length() - 1, share * BARS.length()))
                            : ' ');
        }
        return line.toString();
    }
}
