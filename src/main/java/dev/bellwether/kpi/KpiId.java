package dev.bellwether.kpi;

import java.util.regex.Pattern;

/**
 * The name of a KPI: snake_case, ending in its unit as Prometheus metrics do.
 *
 * @param value such as {@code late_shipment_ratio}
 */
public record KpiId(String value) implements Comparable<KpiId> {

    /** What a KPI may be called. */
    public static final Pattern FORM = Pattern.compile("[a-z][a-z0-9]*(_[a-z0-9]+)*");

    public KpiId {
        if (!isSnakeCase(value)) {
            throw new IllegalArgumentException("KPI id \"" + value + "\" is not snake_case");
        }
    }

    /** As {@link #FORM} has it, but without a matcher: every alert that is read back names several KPIs. */
    private static boolean isSnakeCase(String value) {
        char before = '_';
        for (int i = 0; i < value.length(); i++) {
            char letter = value.charAt(i);
            boolean isDigit = letter >= '0' && letter <= '9';
            boolean isLetter = letter >= 'a' && letter <= 'z';
            if (!isLetter && (i == 0 || !isDigit && (letter != '_' || before == '_'))) {
                return false;
            }
            before = letter;
        }
        return before != '_';
    }

    @Override
    public int compareTo(KpiId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
