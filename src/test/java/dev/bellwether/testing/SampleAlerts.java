package dev.bellwether.testing;

import dev.bellwether.alert.Alert;
import dev.bellwether.alert.AlertRule;
import dev.bellwether.alert.AlertRule.Scope;
import dev.bellwether.alert.AlertState;
import dev.bellwether.alert.Breach;
import dev.bellwether.alert.Condition;
import dev.bellwether.alert.Fingerprint;
import dev.bellwether.alert.HoldFor;
import dev.bellwether.alert.Severity;
import dev.bellwether.kpi.KpiId;
import dev.bellwether.kpi.Labels;
import dev.bellwether.kpi.Unit;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Alerts as the life cycle would make them, for tests that only keep or send them. */
public final class SampleAlerts {

    public static final KpiId PROMISE = new KpiId("shipment_within_promise_probability");

    private SampleAlerts() {}

    public static Alert pending(KpiId kpi, Labels labels, Instant at) {
        return alert(AlertState.PENDING, breach(rule(Scope.SERIES, kpi), labels, at), at);
    }

    public static Alert firing(KpiId kpi, Labels labels, Instant at) {
        return alert(AlertState.FIRING, breach(rule(Scope.SERIES, kpi), labels, at), at);
    }

    public static Alert firingGroup(KpiId kpi, Labels labels, Instant at) {
        return alert(AlertState.FIRING, breach(rule(Scope.GROUP, kpi), labels, at), at);
    }

    public static Alert resolved(KpiId kpi, Labels labels, Instant at) {
        return alert(AlertState.RESOLVED, breach(rule(Scope.SERIES, kpi), labels, at.minusSeconds(600)), at);
    }

    /** An alert in this state since {@code at}; one that fires or ended did so at {@code at}. */
    public static Alert alert(AlertState state, Breach latest, Instant at) {
        @Nullable Instant firingAt = state == AlertState.PENDING ? null : latest.at();
        @Nullable Instant resolvedAt = state == AlertState.RESOLVED ? at : null;
        String fingerprint = Fingerprint.of(latest.alertname(), latest.labels());
        return new Alert(fingerprint, state, latest, latest.at(), firingAt, resolvedAt, at, "x", 1);
    }

    public static Breach breach(AlertRule rule, Labels labels, Instant at) {
        KpiId kpi = rule.kpis().iterator().next();
        return new Breach(
                rule,
                labels,
                at,
                new Breach.Figures(kpi, Unit.RATIO, 0.41, 0.72, 0.655, 0.785, 1700),
                "Spain via Correo Exprés: 41.0 % arrive in time, expected 72.0 %",
                List.of(new Condition("delta <= -0.08", "delta = -0.31"), new Condition("z <= -2.3", "")),
                rule.scope() == Scope.GROUP
                        ? List.of(Labels.of("market", "ES"), Labels.of("market", "PL"))
                        : List.of());
    }

    public static AlertRule rule(Scope scope, KpiId kpi) {
        return new AlertRule(
                scope == Scope.GROUP ? "CarrierOutageMultiMarket" : "ShippingDelaySpike",
                Severity.CRITICAL,
                "logistics-ops",
                "{{market}} via {{carrier}}: {{value}} arrive in time, expected {{expected}}",
                "docs/runbooks/shipping-delay-spike.md",
                new HoldFor.Often(2, 3),
                Duration.ofDays(2),
                scope,
                Set.of(kpi),
                "rules/logistics.drl:14");
    }
}
