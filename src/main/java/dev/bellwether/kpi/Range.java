package dev.bellwether.kpi;

/**
 * The values a KPI can have at all. One outside is a fault of the source, and is neither judged nor learned.
 *
 * @param least inclusive
 * @param most inclusive
 */
public record Range(double least, double most) {

    public static final Range ANY = new Range(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

    public boolean contains(double value) {
        return value >= least && value <= most;
    }

    /** {@code [0.0, 1.0]}. */
    @Override
    public String toString() {
        return "[" + least + ", " + most + "]";
    }
}
