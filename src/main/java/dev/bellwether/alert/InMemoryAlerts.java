package dev.bellwether.alert;

import dev.bellwether.alert.AlertRule.Scope;
import dev.bellwether.kpi.KpiId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Alerts without a database: for replays, rule tests and tests. Keeps every transition, so do not run it for years. */
public final class InMemoryAlerts implements Alerts {

    private final Map<String, Alert> byFingerprint = new LinkedHashMap<>();
    private final Map<String, Integer> transitionsSeen = new HashMap<>();
    private final Map<KpiId, Instant> evaluatedUpTo = new HashMap<>();
    private final List<Transition> transitions = new ArrayList<>();

    @Override
    public synchronized List<Alert> activeOf(KpiId kpi) {
        return active(
                alert -> alert.rule().scope() == Scope.SERIES && alert.kpi().equals(kpi));
    }

    @Override
    public synchronized List<Alert> activeOfGroups() {
        return active(alert -> alert.rule().scope() == Scope.GROUP);
    }

    @Override
    public synchronized List<Alert> active() {
        return active(alert -> true);
    }

    private List<Alert> active(Predicate<Alert> wanted) {
        return byFingerprint.values().stream()
                .filter(alert -> alert.state() != AlertState.RESOLVED)
                .filter(wanted)
                .toList();
    }

    @Override
    public synchronized List<Alert> resolvedAfter(Instant since) {
        return byFingerprint.values().stream()
                .filter(alert ->
                        alert.resolvedAt() != null && alert.resolvedAt().isAfter(since))
                .sorted(Comparator.comparing(Alert::resolvedAt).reversed())
                .toList();
    }

    @Override
    public synchronized Optional<Alert> find(String fingerprint) {
        return Optional.ofNullable(byFingerprint.get(fingerprint));
    }

    @Override
    public synchronized void commit(KpiId kpi, Instant at, Advance advance) {
        Instant upTo = evaluatedUpTo.get(kpi);
        if (upTo != null && !at.isAfter(upTo)) {
            return;
        }
        evaluatedUpTo.put(kpi, at);
        Advance numbered = advance.numberedAfter(transitionsSeen);
        numbered.changed().forEach(alert -> byFingerprint.put(alert.fingerprint(), alert));
        numbered.dropped().forEach(alert -> byFingerprint.remove(alert.fingerprint()));
        for (Transition transition : numbered.transitions()) {
            transitionsSeen.put(transition.alert().fingerprint(), transition.number());
            transitions.add(transition);
        }
    }

    @Override
    public synchronized Optional<Instant> evaluatedUpTo(KpiId kpi) {
        return Optional.ofNullable(evaluatedUpTo.get(kpi));
    }

    @Override
    public synchronized void dropBefore(Instant before) {
        byFingerprint
                .values()
                .removeIf(alert ->
                        alert.resolvedAt() != null && alert.resolvedAt().isBefore(before));
        transitions.removeIf(transition -> transition.at().isBefore(before));
    }

    /** Every change so far, in the order of the commits. */
    public synchronized List<Transition> transitions() {
        return List.copyOf(transitions);
    }
}
