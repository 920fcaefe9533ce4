package dev.bellwether.kpi;

/** Which past readings a KPI's next one is like: the same hour of the week, the same hour of the day, or the last ones. */
public enum Seasonality {
    NONE,
    DAY,
    WEEK
}
