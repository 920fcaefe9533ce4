package dev.bellwether.web;

import dev.bellwether.alert.Advance;
import dev.bellwether.alert.Alert;
import dev.bellwether.alert.AlertRule;
import dev.bellwether.alert.AlertState;
import dev.bellwether.alert.Alerts;
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
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** Alerts written by hand, as a marketplace on a bad morning has them. */
final class SampleAlerts implements Alerts {

    static final Instant NOW = Instant.parse("2026-11-22T12:03:20Z");

    private final List<Alert> all = new CopyOnWriteArrayList<>();

    static SampleAlerts badMorning() {
        var alerts = new SampleAlerts();
        alerts.add(carrierOutage());
        alerts.add(shippingDelay("ES", 0.453, AlertState.FIRING));
        alerts.add(shippingDelay("PL", 0.502, AlertState.FIRING));
        alerts.add(shippingDelay("BR", 0.388, AlertState.FIRING));
        alerts.add(hostile());
        alerts.add(refunds());
        alerts.add(shippingDelay("FR", 0.611, AlertState.PENDING));
        alerts.add(payments());
        return alerts;
    }

    void add(Alert alert) {
        all.add(alert);
    }

    /** The active one of this name and market. */
    Alert shown(String alertname, String market) {
        return active().stream()
                .filter(alert -> alert.alertname().equals(alertname)
                        && alert.labels().get("market").equals(market))
                .findFirst()
                .orElseThrow();
    }

    void clear() {
        all.clear();
    }

    static Alert shippingDelay(String market, double value, AlertState state) {
        Labels labels = Labels.of("market", market, "carrier", "correo");
        AlertRule rule = rule(
                "ShippingDelaySpike",
                Severity.CRITICAL,
                "logistics-ops",
                new HoldFor.Often(2, 3),
                AlertRule.Scope.SERIES,
                "shipment_within_promise_probability",
                "rules/logistics.drl:14");
        String shown = Unit.RATIO.format(value);
        return alert(
                state,
                "2026-11-22T09:00:00Z",
                "x.xxx",
                new Breach(
                        rule,
                        labels,
                        Instant.parse("2026-11-22T12:00:00Z"),
                        new Breach.Figures(
                                new KpiId("shipment_within_promise_probability"),
                                Unit.RATIO,
                                value,
                                0.781,
                                0.702,
                                0.860,
                                412),
                        market + " via correo: " + shown + " arrive in time, expected 78.1 %",
                        List.of(
                                new Condition("sample >= 300", "sample = 412"),
                                new Condition("delta <= -0.08", "delta = -0.328"),
                                new Condition("z <= -2.3", "z = -12.5")),
                        List.of()));
    }

    static Alert carrierOutage() {
        AlertRule rule = rule(
                "CarrierOutageMultiMarket",
                Severity.CRITICAL,
                "logistics-ops",
                HoldFor.AT_ONCE,
                AlertRule.Scope.GROUP,
                "shipment_within_promise_probability",
                "rules/logistics.drl:41");
        return alert(
                AlertState.FIRING,
                "2026-11-22T11:00:00Z",
                "xx",
                new Breach(
                        rule,
                        Labels.of("carrier", "correo"),
                        Instant.parse("2026-11-22T12:00:00Z"),
                        new Breach.Figures(
                                new KpiId("shipment_within_promise_probability"),
                                Unit.RATIO,
                                3,
                                Double.NaN,
                                Double.NaN,
                                Double.NaN,
                                Double.NaN),
                        "correo fails in 3 markets: BR, ES, PL",
                        List.of(new Condition("$markets >= 3", "$markets = 3")),
                        Stream.of("BR", "ES", "PL")
                                .map(market -> Labels.of("market", market, "carrier", "correo"))
                                .toList()));
    }

    /** What a careless or an unkind person may write into a label. */
    static Alert hostile() {
        AlertRule rule = rule(
                "ReviewScoreLow",
                Severity.HIGH,
                "<script>alert(1)</script>",
                HoldFor.AT_ONCE,
                AlertRule.Scope.SERIES,
                "review_score_stars",
                "rules/reviews.drl:3");
        return alert(
                AlertState.FIRING,
                "2026-11-21T23:00:00Z",
                "x",
                new Breach(
                        rule,
                        Labels.of(
                                "market",
                                "<img src=x onerror=alert(1)>",
                                "category",
                                "\"><svg onload=alert(2)>Für Kinder 玩具 & \"mehr\""),
                        Instant.parse("2026-11-22T12:00:00Z"),
                        new Breach.Figures(new KpiId("review_score_stars"), Unit.STARS, 3.61, 4.42, 4.20, 4.64, 288),
                        "</h3><script>document.title='owned'</script> reviews fell to 3.61 stars",
                        List.of(new Condition("value < low", "value = 3.61, low = 4.2")),
                        List.of()));
    }

    private static Alert refunds() {
        AlertRule rule = rule(
                "RefundTimeHigh",
                Severity.WARNING,
                "buyer-care",
                new HoldFor.Lasting(Duration.ofDays(2)),
                AlertRule.Scope.SERIES,
                "refund_time_days",
                "rules/after-sales.drl:8");
        return alert(
                AlertState.FIRING,
                "2026-11-18T00:00:00Z",
                "xxxx",
                new Breach(
                        rule,
                        Labels.of("market", "IL"),
                        Instant.parse("2026-11-22T00:00:00Z"),
                        new Breach.Figures(new KpiId("refund_time_days"), Unit.DAYS, 11.4, 6.2, 4.9, 7.5, 96),
                        "Refunds in Israel take 11.4 days, expected 6.2 days",
                        List.of(new Condition("value > high", "value = 11.4, high = 7.5")),
                        List.of()));
    }

    private static Alert payments() {
        AlertRule rule = rule(
                "PaymentFailureRatioHigh",
                Severity.HIGH,
                "payments",
                HoldFor.AT_ONCE,
                AlertRule.Scope.SERIES,
                "payment_failure_ratio",
                "rules/checkout.drl:20");
        return alert(
                AlertState.RESOLVED,
                "2026-11-22T06:15:00Z",
                "xx....",
                new Breach(
                        rule,
                        Labels.of("market", "US", "method", "card"),
                        Instant.parse("2026-11-22T06:30:00Z"),
                        new Breach.Figures(
                                new KpiId("payment_failure_ratio"), Unit.RATIO, 0.094, 0.021, 0.009, 0.033, 5120),
                        "9.4 % of card payments fail in US, expected 2.1 %",
                        List.of(new Condition("value > high", "value = 0.094, high = 0.033")),
                        List.of()));
    }

    private static AlertRule rule(
            String name,
            Severity severity,
            String owner,
            HoldFor holdFor,
            AlertRule.Scope scope,
            String kpi,
            String place) {
        return new AlertRule(
                name,
                severity,
                owner,
                "…",
                "docs/runbooks/" + name + ".md",
                holdFor,
                Duration.ZERO,
                scope,
                Set.of(new KpiId(kpi)),
                place);
    }

    private static Alert alert(AlertState state, String activeAt, String marks, Breach breach) {
        return new Alert(
                Fingerprint.of(breach.alertname(), breach.labels()),
                state,
                breach,
                Instant.parse(activeAt),
                state == AlertState.PENDING ? null : Instant.parse(activeAt).plus(Duration.ofHours(1)),
                state == AlertState.RESOLVED ? Instant.parse("2026-11-22T08:15:00Z") : null,
                breach.at(),
                marks,
                1);
    }

    @Override
    public List<Alert> active() {
        return all.stream()
                .filter(alert -> alert.state() != AlertState.RESOLVED)
                .toList();
    }

    @Override
    public List<Alert> resolvedAfter(Instant since) {
        return all.stream()
                .filter(alert ->
                        alert.resolvedAt() != null && alert.resolvedAt().isAfter(since))
                .toList();
    }

    @Override
    public Optional<Alert> find(String fingerprint) {
        return all.stream()
                .filter(alert -> alert.fingerprint().equals(fingerprint))
                .findFirst();
    }

    @Override
    public List<Alert> activeOf(KpiId kpi) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Alert> activeOfGroups() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void commit(KpiId kpi, Instant at, Advance advance) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Instant> evaluatedUpTo(KpiId kpi) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void dropBefore(Instant before) {
        throw new UnsupportedOperationException();
    }
}
