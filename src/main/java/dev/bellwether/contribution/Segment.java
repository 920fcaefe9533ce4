package dev.bellwether.contribution;

/**
 * One value of a dimension.
 *
 * @param value such as {@code pix}; empty for series without that dimension
 * @param now what it counted for
 * @param expected what was to be expected of it
 * @param z how far it lies from that, in robust sigmas; {@code NaN} when that cannot be said
 */
public record Segment(String value, Amount now, Amount expected, double z) {

    /** Below this many sigmas a segment counts as not affected. */
    public static final double QUIET = 1;

    public boolean isQuiet() {
        return Math.abs(z) < QUIET;
    }
}
