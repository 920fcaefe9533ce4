package dev.bellwether.exposition;

import dev.bellwether.alert.Alert;
import dev.bellwether.alert.AlertState;
import dev.bellwether.alert.Severity;
import dev.bellwether.exposition.ExpositionState.AlertsState;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Alerts as they stand, and how many of the firing ones are taken over, muted or unstable. */
final class AlertFamilies {

    private final Family states = new Family("bellwether_alerts", "Pending and firing alerts, each with the value 1.");
    private final LabelNames names = new LabelNames();
    private final Map<Severity, Integer> firing = counts();
    private final Map<Severity, Integer> acknowledged = counts();
    private final Map<Severity, Integer> muted = counts();
    private final Map<Severity, Integer> unstable = counts();

    private AlertFamilies() {}

    /** @param most how many alerts are shown one by one; all are counted */
    static List<Family> of(AlertsState state, int most) {
        Collection<Alert> alerts = state.active();
        var families = new AlertFamilies();
        alerts.stream().limit(most).forEach(families::show);
        alerts.stream()
                .filter(alert -> alert.state() == AlertState.FIRING)
                .forEach(alert -> families.count(alert, state));
        return List.of(
                families.states,
                new Family("bellwether_alerts_cut", "Pending and firing alerts beyond the limit of what is shown here.")
                        .add(Math.max(0, alerts.size() - most)),
                bySeverity(
                        "bellwether_alerts_firing", "Firing alerts, those that are cut among them.", families.firing),
                bySeverity(
                        "bellwether_alerts_acknowledged",
                        "Firing alerts that somebody has taken over.",
                        families.acknowledged),
                bySeverity(
                        "bellwether_alerts_muted",
                        "Firing alerts that a silence or a firing cause keeps out of mails.",
                        families.muted),
                bySeverity(
                        "bellwether_alerts_unstable",
                        "Firing alerts that fire and are resolved again and again.",
                        families.unstable));
    }

    private void show(Alert alert) {
        var ours = new LinkedHashMap<String, String>();
        ours.put("alertname", alert.alertname());
        ours.put("alertstate", alert.state().toString());
        ours.put("severity", alert.severity().toString());
        ours.put("kpi", alert.kpi().value());
        ours.put("owner", alert.rule().owner());
        states.add(1, names.merge(ours, alert.labels()));
    }

    private void count(Alert alert, AlertsState state) {
        Severity severity = alert.severity();
        firing.merge(severity, 1, Integer::sum);
        if (state.isAcknowledged().test(alert)) {
            acknowledged.merge(severity, 1, Integer::sum);
        }
        if (state.isMuted().test(alert)) {
            muted.merge(severity, 1, Integer::sum);
        }
        if (alert.unstableSince().isPresent()) {
            unstable.merge(severity, 1, Integer::sum);
        }
    }

    /** Every severity has a series, so that a graph shows none as 0. */
    private static Map<Severity, Integer> counts() {
        var counts = new EnumMap<Severity, Integer>(Severity.class);
        for (Severity severity : Severity.values()) {
            counts.put(severity, 0);
        }
        return counts;
    }

    private static Family bySeverity(String name, String help, Map<Severity, Integer> counts) {
        var family = new Family(name, help);
        counts.forEach((severity, count) -> family.add(count, "severity", severity.toString()));
        return family;
    }
}
