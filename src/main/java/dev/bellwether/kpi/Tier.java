package dev.bellwether.kpi;

/** How near a KPI stands to what the marketplace lives on. */
public enum Tier {
    NORTH_STAR,
    CORE,
    SUPPORTING,
    RISK_FACTOR,
    GUARDRAIL
}
