package dev.bellwether.alert;

import dev.bellwether.kpi.KpiId;
import dev.bellwether.kpi.Labels;
import java.time.Instant;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An alert as it stands.
 *
 * @param fingerprint of the rule's name and the labels
 * @param latest the newest breach, with the rule as it was then
 * @param activeAt the grain at which it was first breached
 * @param firingAt the grain at which it fired; null while pending
 * @param resolvedAt the grain at which it was resolved; null before
 * @param judgedAt the newest grain at which its rule was asked and had a sound reading
 * @param marks the last such judgements, oldest first: {@code x} breached, {@code .} good
 * @param transitions how many changes of state it has seen, from 1
 */
public record Alert(
        String fingerprint,
        AlertState state,
        Breach latest,
        Instant activeAt,
        @Nullable Instant firingAt,
        @Nullable Instant resolvedAt,
        Instant judgedAt,
        String marks,
        int transitions) {

    public AlertRule rule() {
        return latest.rule();
    }

    public String alertname() {
        return latest.alertname();
    }

    public Labels labels() {
        return latest.labels();
    }

    public KpiId kpi() {
        return latest.figures().kpi();
    }

    public Severity severity() {
        return latest.rule().severity();
    }

    /** What routes, silences and groups see: its labels and {@code alertname}, {@code severity}, {@code owner}, {@code kpi}. */
    public Labels allLabels() {
        var all = new TreeMap<>(labels().asMap());
        all.put("alertname", alertname());
        all.put("severity", severity().toString());
        all.put("owner", rule().owner());
        all.put("kpi", kpi().value());
        return Labels.of(all);
    }

    Alert counted(int transitions) {
        return transitions == this.transitions
                ? this
                : new Alert(fingerprint, state, latest, activeAt, firingAt, resolvedAt, judgedAt, marks, transitions);
    }
}
