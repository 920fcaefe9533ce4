package dev.bellwether.kpi;

/** Where on a buyer's way a KPI is measured. */
public enum Stage {
    DISCOVERY,
    EVALUATION,
    PURCHASE,
    POST_PURCHASE,
    PLATFORM
}
