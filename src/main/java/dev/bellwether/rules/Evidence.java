package dev.bellwether.rules;

import dev.bellwether.alert.Breach;
import dev.bellwether.drl.LoadedRule;
import dev.bellwether.drl.PatternUse;
import dev.bellwether.history.Snapshot;
import dev.bellwether.kpi.KpiId;
import dev.bellwether.kpi.Labels;

/**
 * A breach or a snapshot that a group rule joined.
 *
 * @param alertname of the breach; empty for a snapshot
 */
record Evidence(String alertname, KpiId kpi, Labels labels) {

    /** Whether the pattern names it. */
    boolean isOf(PatternUse pattern) {
        var alertnames = pattern.namesOf("alertname");
        var kpis = pattern.namesOf("kpi");
        return pattern.isBreach() != alertname.isEmpty()
                && (alertnames.isEmpty() || alertnames.contains(alertname))
                && (kpis.isEmpty() || kpis.contains(kpi.value()));
    }

    static Evidence of(LoadedRule rule, Object fact) {
        if (fact instanceof Breach breach) {
            return new Evidence(breach.alertname(), breach.figures().kpi(), breach.labels());
        }
        if (fact instanceof Snapshot snapshot) {
            return new Evidence("", snapshot.definition().id(), snapshot.labels());
        }
        throw new IllegalArgumentException("rule \"" + rule.name() + "\" gives " + fact
                + " as evidence, which is neither a breach nor a snapshot; collect what the pattern binds");
    }
}
