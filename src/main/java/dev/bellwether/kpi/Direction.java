package dev.bellwether.kpi;

/** Which way a KPI is good. */
public enum Direction {
    HIGHER_IS_BETTER,
    LOWER_IS_BETTER,
    BAND
}
