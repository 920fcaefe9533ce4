package dev.bellwether.history;

/**
 * What stands around a reading: its fellow series, the readings before it, and the calendar of its market.
 *
 * @param significant whether it stands out among the series of its KPI, looked at together
 * @param driftUp how far a rise that lasts has added up, in sigmas; {@code NaN} where the KPI does not keep it
 * @param driftDown as {@code driftUp}, for a fall
 * @param phase of a sale, such as {@code teaser}; empty on ordinary days
 * @param holiday the market's public holiday; empty on ordinary days
 * @param windows the readings before it, in the spans that the KPI declares
 */
public record Surroundings(
        boolean significant, double driftUp, double driftDown, String phase, String holiday, Windows windows) {

    /** An ordinary day, and nothing known of fellows or past. */
    public static final Surroundings NONE = new Surroundings(false, Double.NaN, Double.NaN, "", "", Windows.NONE);

    Surroundings withDrift(double up, double down) {
        return new Surroundings(significant, up, down, phase, holiday, windows);
    }

    Surroundings withWindows(Windows others) {
        return new Surroundings(significant, driftUp, driftDown, phase, holiday, others);
    }
}
