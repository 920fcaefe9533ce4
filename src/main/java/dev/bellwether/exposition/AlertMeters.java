package dev.bellwether.exposition;

import dev.bellwether.alert.Alert;
import dev.bellwether.alert.AlertRule;
import dev.bellwether.alert.AlertState;
import dev.bellwether.alert.Severity;
import dev.bellwether.alert.Transition;
import dev.bellwether.evaluate.Evaluation;
import dev.bellwether.evaluate.EvaluationListener;
import dev.bellwether.response.Acknowledgement;
import dev.bellwether.response.Feedback;
import dev.bellwether.response.ResponseListener;
import dev.bellwether.response.Verdict;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts what becomes of alerts, by rule, and what people say of them. A rule that is in force is counted from 0, so that
 * its first alert is an increase.
 */
public final class AlertMeters implements EvaluationListener, ResponseListener {

    private final ConcurrentMap<Key, LongAdder> transitions = new ConcurrentHashMap<>();
    private final ConcurrentMap<Key, LongAdder> verdicts = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Instant> firedAt = new ConcurrentHashMap<>();
    private final MeterRegistry meters;
    private final InstantSource clock;

    private record Key(String alertname, String word) {}

    public AlertMeters(MeterRegistry meters, InstantSource clock) {
        this.clock = clock;
        this.meters = meters;
        for (Severity severity : Severity.values()) {
            acknowledgement(severity); // shown from 0
        }
    }

    private Timer acknowledgement(Severity severity) {
        return Timer.builder("bellwether.alert.acknowledgement")
                .description(
                        "From the firing of an alert until somebody took it over; of one that fired before the service's start, from the end of its grain.")
                .tag("severity", severity.toString())
                .serviceLevelObjectives(
                        Duration.ofMinutes(5),
                        Duration.ofMinutes(15),
                        Duration.ofHours(1),
                        Duration.ofHours(4),
                        Duration.ofHours(24))
                .register(meters);
    }

    @Override
    public void evaluated(Evaluation evaluation) {
        evaluation.transitions().forEach(this::changed);
    }

    private void changed(Transition change) {
        Alert alert = change.alert();
        add(transitions, alert.alertname(), change.to().toString());
        if (change.to() == AlertState.FIRING) {
            firedAt.putIfAbsent(alert.fingerprint(), clock.instant()); // it may only have become worse
        } else {
            firedAt.remove(alert.fingerprint());
        }
    }

    @Override
    public void acknowledged(Alert alert, Acknowledgement acknowledgement) {
        if (alert.firingAt() != null) {
            Instant fired = firedAt.getOrDefault(alert.fingerprint(), alert.firingAt());
            acknowledgement(alert.severity()).record(Duration.between(fired, acknowledgement.at()));
        }
    }

    @Override
    public void said(Feedback feedback) {
        add(verdicts, feedback.alertname(), feedback.verdict().toString());
    }

    List<Family> families(Collection<AlertRule> rules) {
        var changes = Family.counter(
                "bellwether_alert_transitions",
                "Changes of alerts to a state since the start of the service, by rule.");
        var said = Family.counter(
                "bellwether_alert_feedback", "What people said of alerts since the start of the service, by rule.");
        transitions.forEach((key, count) -> changes.add(count.sum(), "alertname", key.alertname(), "to", key.word()));
        verdicts.forEach((key, count) -> said.add(count.sum(), "alertname", key.alertname(), "verdict", key.word()));
        for (AlertRule rule : rules) {
            for (AlertState state : AlertState.values()) {
                changes.add(0, "alertname", rule.name(), "to", state.toString());
            }
            for (Verdict verdict : Verdict.values()) {
                said.add(0, "alertname", rule.name(), "verdict", verdict.toString());
            }
        }
        return List.of(changes, said);
    }

    private static void add(ConcurrentMap<Key, LongAdder> counts, String alertname, String word) {
        counts.computeIfAbsent(new Key(alertname, word), key -> new LongAdder()).increment();
    }
}
