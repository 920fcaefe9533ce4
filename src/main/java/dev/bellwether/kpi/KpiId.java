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
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("KPI id \"" + value + "\" is not snake_case");
        }
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
