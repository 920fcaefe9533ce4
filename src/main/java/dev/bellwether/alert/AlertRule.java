package dev.bellwether.alert;

import dev.bellwether.kpi.KpiId;
import java.time.Duration;
import java.util.List;
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
 * @param inhibition which symptoms its alerts mute
 * @param levels when its alerts are worse than {@code severity}, and when they may clear
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
        String place,
        Inhibition inhibition,
        Levels levels) {

    /**
     * How an alert rises and when it may clear, as the rule has it.
     *
     * @param rises by severity, mildest first, all above the rule's own
     * @param clear what must hold before a firing alert is over; empty for a rule that only asks for its own to end
     */
    public record Levels(List<Rise> rises, String clear) {

        public static final Levels NONE = new Levels(List.of(), "");

        public Levels {
            rises = List.copyOf(rises);
        }
    }

    /**
     * A severity that a reading can rise to.
     *
     * @param when as written, {@code delta <= -0.3}
     */
    public record Rise(Severity to, String when) {}

    /**
     * A cause mutes its symptoms: while the rule's alert fires, alerts of these names are not sent, as in Alertmanager.
     *
     * @param alertnames the symptoms; empty for a rule that mutes none
     * @param equal the labels that both alerts have to share; empty: those that both have
     */
    public record Inhibition(Set<String> alertnames, Set<String> equal) {

        public static final Inhibition NONE = new Inhibition(Set.of(), Set.of());

        public Inhibition {
            alertnames = Set.copyOf(alertnames);
            equal = Set.copyOf(equal);
        }
    }

    /** What a rule looks at. */
    public enum Scope {
        /** One snapshot; judged in chunks, in parallel. */
        SERIES,
        /** Breaches and snapshots of several series; judged in one small session over what stands. */
        GROUP
    }

    /** One that inhibits no other. */
    public AlertRule(
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
        this(name, severity, owner, summary, runbook, holdFor, keepFiringFor, scope, kpis, place, Inhibition.NONE);
    }

    /** One of a single severity. */
    public AlertRule(
            String name,
            Severity severity,
            String owner,
            String summary,
            String runbook,
            HoldFor holdFor,
            Duration keepFiringFor,
            Scope scope,
            Set<KpiId> kpis,
            String place,
            Inhibition inhibition) {
        this(
                name,
                severity,
                owner,
                summary,
                runbook,
                holdFor,
                keepFiringFor,
                scope,
                kpis,
                place,
                inhibition,
                Levels.NONE);
    }

    public AlertRule {
        kpis = Set.copyOf(kpis);
    }
}
