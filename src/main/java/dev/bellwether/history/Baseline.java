package dev.bellwether.history;

/**
 * What was to be expected of a reading.
 *
 * @param expected the middle of the past; {@code NaN} when too little of it is known
 * @param sigma the usual spread around it, never below what chance alone makes of a sample of this size
 * @param weeks how many past readings stand behind it
 * @param low the lower end of the usual band; {@code NaN} when nothing is expected
 * @param high the upper end of the usual band; {@code NaN} when nothing is expected
 */
public record Baseline(double expected, double sigma, int weeks, double low, double high) {

    /** Half the width of the usual band, in sigmas. */
    public static final double BAND = 3;

    /** Nothing is known of the past. */
    public static final Baseline NONE = new Baseline(Double.NaN, Double.NaN, 0);

    /** With a band that reaches as far down as up. */
    public Baseline(double expected, double sigma, int weeks) {
        this(expected, sigma, weeks, expected - BAND * sigma, expected + BAND * sigma);
    }

    /** How far {@code value} lies from what was expected, in sigmas; {@code NaN} when nothing is expected. */
    public double z(double value) {
        return (value - expected) / sigma;
    }
}
