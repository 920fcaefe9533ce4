package dev.bellwether.rules;

import dev.bellwether.alert.Breach;
import dev.bellwether.history.Snapshot;
import dev.bellwether.kpi.KpiId;
import dev.bellwether.kpi.Labels;

/**
 * A breach or a snapshot that a group rule joined.
 *
 * @param alertname of the breach; empty for a snapshot
 */
record Evidence(String alertname, KpiId kpi, Labels labels) {

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
