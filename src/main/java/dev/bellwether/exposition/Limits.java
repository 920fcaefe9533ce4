package dev.bellwether.exposition;

/**
 * How much Prometheus is shown; a metrics endpoint is no place for a million series.
 *
 * @param seriesPerKpi the most of one KPI
 * @param series the most of all KPIs
 * @param alerts the most pending and firing alerts
 */
public record Limits(int seriesPerKpi, int series, int alerts) {

    /** What a small Prometheus takes without noticing. */
    public static final Limits USUAL = new Limits(500, 5_000, 10_000);
}
