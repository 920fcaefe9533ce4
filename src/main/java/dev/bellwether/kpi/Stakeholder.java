package dev.bellwether.kpi;

/** Whom a KPI speaks of. */
public enum Stakeholder {
    BUYERS,
    SELLERS,
    PLATFORM,
    LOGISTICS
}
