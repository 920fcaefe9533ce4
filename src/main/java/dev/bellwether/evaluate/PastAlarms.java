package dev.bellwether.evaluate;

import dev.bellwether.alert.Alert;
import dev.bellwether.alert.AlertRule.Scope;
import dev.bellwether.alert.Alerts;
import dev.bellwether.alert.Transition;
import dev.bellwether.history.Alarms;
import dev.bellwether.kpi.KpiId;
import dev.bellwether.kpi.Labels;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The alarms of the last months: those that were stored when first asked, and those that end from then on. */
final class PastAlarms implements Alarms {

    /** Nothing is compared with what lies further back. */
    private static final Duration KEPT = Duration.ofDays(120);

    private final Alerts alerts;
    private final Map<KpiId, Map<Labels, List<Span>>> spans = new HashMap<>();
    private boolean isLoaded;
    private Instant newest = Instant.EPOCH;

    PastAlarms(Alerts alerts) {
        this.alerts = alerts;
    }

    @Override
    public synchronized Map<Labels, List<Span>> of(KpiId kpi) {
        load();
        Map<Labels, List<Span>> copy = new HashMap<>();
        spans.getOrDefault(kpi, Map.of()).forEach((labels, some) -> copy.put(labels, List.copyOf(some)));
        return copy;
    }

    synchronized void heed(Collection<Transition> transitions) {
        load();
        transitions.forEach(transition -> add(transition.alert()));
    }

    /** The next to ask reads them anew. */
    synchronized void forget() {
        spans.clear();
        isLoaded = false;
    }

    private void load() {
        if (!isLoaded) {
            alerts.resolvedAfter(Instant.EPOCH).forEach(this::add);
            isLoaded = true;
        }
    }

    private void add(Alert alert) {
        boolean wasAlarm = alert.firingAt() != null && alert.rule().scope() == Scope.SERIES;
        if (!wasAlarm || alert.resolvedAt() == null) {
            return;
        }
        List<Span> known = spans.computeIfAbsent(alert.kpi(), any -> new HashMap<>())
                .computeIfAbsent(alert.labels(), any -> new ArrayList<>());
        var span = new Span(alert.activeAt(), alert.resolvedAt());
        if (!known.contains(span)) {
            known.add(span);
        }
        if (alert.resolvedAt().isAfter(newest)) {
            newest = alert.resolvedAt();
        }
        known.removeIf(old -> old.to().isBefore(newest.minus(KEPT)));
    }
}
