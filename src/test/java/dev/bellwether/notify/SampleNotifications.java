package dev.bellwether.notify;

import dev.bellwether.alert.Alert;
import dev.bellwether.alert.AlertRule;
import dev.bellwether.alert.AlertState;
import dev.bellwether.alert.Breach;
import dev.bellwether.alert.Condition;
import dev.bellwether.alert.Fingerprint;
import dev.bellwether.alert.HoldFor;
import dev.bellwether.alert.Severity;
import dev.bellwether.kpi.KpiId;
import dev.bellwether.kpi.Labels;
import dev.bellwether.kpi.Market;
import dev.bellwether.kpi.Markets;
import dev.bellwether.kpi.Unit;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Notifications such as the example marketplace would write. */
final class SampleNotifications {

    static final Instant NOW = Instant.parse("2026-11-22T10:30:40Z");
    static final Markets MARKETS = new Markets(List.of(
            new Market("ES", "Spain", ZoneId.of("Europe/Madrid")),
            new Market("PL", "Poland", ZoneId.of("Europe/Warsaw")),
            new Market("BR", "Brazil", ZoneId.of("America/Sao_Paulo"))));

    private SampleNotifications() {}

    static Alert shipping(String market, String carrier) {
        var rule = new AlertRule(
                "ShippingDelaySpike",
                Severity.CRITICAL,
                "logistics-ops",
                "{{market}} via {{carrier}}: {{value}} arrive in time, expected {{expected}}",
                "docs/runbooks/shipping-delay-spike.md",
                new HoldFor.Often(2, 3),
                Duration.ofDays(2),
                AlertRule.Scope.SERIES,
                Set.of(new KpiId("shipment_within_promise_probability")),
                "rules/logistics.drl:14");
        return firing(new Breach(
                rule,
                Labels.of("market", market, "carrier", carrier),
                NOW.minusSeconds(2440),
                new Breach.Figures(
                        new KpiId("shipment_within_promise_probability"), Unit.RATIO, 0.453, 0.951, 0.912, 0.98, 1712),
                "Parcels via " + carrier + ": 45.3 % arrive within promise, expected 95.1 %",
                List.of(
                        new Condition("sample >= 300", "sample = 1,712"),
                        new Condition("delta <= -0.08", "delta = -0.498"),
                        new Condition("z <= -2.3", "z = -9.4")),
                List.of()));
    }

    static Alert payment(String market) {
        var rule = new AlertRule(
                "PaymentFailuresHigh",
                Severity.HIGH,
                "payments",
                "Card payments refused",
                "https://wiki.example.com/runbooks/payments",
                HoldFor.AT_ONCE,
                Duration.ZERO,
                AlertRule.Scope.SERIES,
                Set.of(new KpiId("payment_failure_ratio")),
                "rules/payments.drl:3");
        return firing(new Breach(
                rule,
                Labels.of("market", market, "provider", "adyen"),
                NOW.minusSeconds(640),
                new Breach.Figures(new KpiId("payment_failure_ratio"), Unit.RATIO, 0.213, 0.041, 0.028, 0.055, 3120),
                "21.3 % of card payments are refused, expected 4.1 %",
                List.of(new Condition("value > high", "value = 0.213, high = 0.055")),
                List.of()));
    }

    static Alert outage(int series) {
        var rule = new AlertRule(
                "CarrierOutageMultiMarket",
                Severity.CRITICAL,
                "logistics-ops",
                "{{carrier}} fails in {{count}} markets: {{market}}",
                "docs/runbooks/carrier-outage.md",
                HoldFor.AT_ONCE,
                Duration.ofDays(1),
                AlertRule.Scope.GROUP,
                Set.of(new KpiId("shipment_within_promise_probability")),
                "rules/logistics.drl:40");
        var evidence = new ArrayList<Labels>();
        List<String> markets = List.of("BR", "ES", "PL", "US", "IL", "KR");
        for (int i = 0; i < series; i++) {
            evidence.add(Labels.of("carrier", "cainiao", "market", markets.get(i % markets.size()), "lane", "CN-" + i));
        }
        return firing(new Breach(
                rule,
                Labels.of("carrier", "cainiao"),
                NOW.minusSeconds(2440),
                new Breach.Figures(
                        new KpiId("shipment_within_promise_probability"),
                        Unit.COUNT,
                        series,
                        Double.NaN,
                        Double.NaN,
                        Double.NaN,
                        Double.NaN),
                "cainiao fails in 3 markets: BR, ES, PL",
                List.of(new Condition("$markets >= 3", "$markets = 3")),
                evidence));
    }

    static Alert firing(Breach breach) {
        return new Alert(
                Fingerprint.of(breach.alertname(), breach.labels()),
                AlertState.FIRING,
                breach,
                breach.at().minusSeconds(11_700),
                breach.at(),
                null,
                breach.at(),
                "xx",
                2);
    }

    static Alert resolved(Alert firing) {
        return new Alert(
                firing.fingerprint(),
                AlertState.RESOLVED,
                firing.latest(),
                firing.activeAt(),
                firing.firingAt(),
                NOW.minusSeconds(40),
                NOW.minusSeconds(40),
                "xx..",
                firing.transitions() + 1);
    }

    static Notification of(NotifyReason reason, Alert... alerts) {
        List<Alert> all = Arrays.asList(alerts);
        int resolved = (int) all.stream()
                .filter(alert -> alert.state() == AlertState.RESOLVED)
                .count();
        String dedupKey =
                Sha256.hex(reason + all.stream().map(Alert::fingerprint).collect(Collectors.joining()));
        return new Notification(
                dedupKey,
                new Notification.Group("ops", "{}", Labels.of("market", "ES"), dedupKey),
                reason,
                NOW,
                all.stream().limit(Notification.MOST_ALERTS).toList(),
                Set.of(all.get(0).fingerprint()),
                new Notification.Counts(all.size() - resolved, resolved));
    }

    static Notification withNews(Notification of, Alert alert) {
        return new Notification(
                of.dedupKey(), of.group(), of.reason(), of.at(), of.alerts(), Set.of(alert.fingerprint()), of.counts());
    }
}
