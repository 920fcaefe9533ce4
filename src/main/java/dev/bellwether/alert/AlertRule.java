package dev.bellwether.alert;

import dev.bellwether.kpi.KpiId;
import java.time.Duration;
import java.util.Set;

/**
 * What a rule says of the alerts it raises; the condition itself lives in the rule engine.
 *
 * @param name CamelCase, names the trouble; together with the labels it is the identity of an alert
 * @param owner the team that is told and answers for the rule
 * @param summary one sentence with {@code {{placeholders}}}
 * @param runbook where the first steps are written
 * @param keepFiringFor how long good before resolved
 * @param scope whether it judges one snapshot at a time or joins several
 * @param kpis the KPIs whose ticks it is judged at
 * @param place {@code file:line} of the rule
 */
public record AlertRule(
        String name,
        Severity severity,
        String owner,
        String summary,
        String runbook,
        HoldFor holdFor,
        Duration keepFiringFor,
        Scope scope,
        Set<KpiId> kpis,
        String place) {

    /** What a rule looks at. */
    public enum Scope {
        /** One snapshot; judged in chunks, in parallel. */
        SERIES,
        /** Breaches and snapshots of several series; judged in one small session over what stands. */
        GROUP
    }

    public AlertRule {
        kpis = Set.copyOf(kpis);
    }
}
