package dev.bellwether.notify;

import dev.bellwether.alert.Alert;
import dev.bellwether.alert.AlertRule;
import dev.bellwether.alert.AlertState;
import dev.bellwether.alert.Breach;
import dev.bellwether.alert.Fingerprint;
import dev.bellwether.alert.HoldFor;
import dev.bellwether.alert.Severity;
import dev.bellwether.kpi.KpiId;
import dev.bellwether.kpi.Labels;
import dev.bellwether.kpi.Unit;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;

/** A notification that nobody can take for a true one. */
public final class TestNotification {

    private static final KpiId KPI = new KpiId("receiver_test_count");
    private static final String SUMMARY = "TEST: nothing is wrong. Somebody tries whether this receiver is reached.";
    private static final Labels LABELS = Labels.of("test", "true");

    private TestNotification() {}

    /** To a receiver of this name. */
    public static Notification of(String receiver, Instant now) {
        Instant at = now.truncatedTo(ChronoUnit.SECONDS);
        Alert alert = alert(at);
        String dedupKey = Sha256.hex("test|" + receiver + "|" + now);
        return new Notification(
                dedupKey,
                new Notification.Group(receiver, "{}", LABELS, dedupKey),
                NotifyReason.FIRST,
                at,
                List.of(alert),
                Set.of(alert.fingerprint()),
                new Notification.Counts(1, 0));
    }

    /** The alert it tells of. */
    public static Alert alert(Instant at) {
        var rule = new AlertRule(
                "TestOfReceiver",
                Severity.INFO,
                "nobody",
                SUMMARY,
                "",
                HoldFor.AT_ONCE,
                Duration.ZERO,
                AlertRule.Scope.SERIES,
                Set.of(KPI),
                "");
        var figures = new Breach.Figures(KPI, Unit.COUNT, 1, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
        var breach = new Breach(rule, LABELS, at, figures, SUMMARY, List.of(), List.of());
        return new Alert(Fingerprint.of(rule.name(), LABELS), AlertState.FIRING, breach, at, at, null, at, "x", 1);
    }
}
