package dev.bellwether.notify;

import dev.bellwether.alert.Alert;
import dev.bellwether.alert.AlertRule;
import dev.bellwether.alert.AlertRule.Scope;
import dev.bellwether.alert.AlertState;
import dev.bellwether.alert.Breach;
import dev.bellwether.alert.Breach.Figures;
import dev.bellwether.alert.Condition;
import dev.bellwether.alert.Fingerprint;
import dev.bellwether.alert.HoldFor;
import dev.bellwether.alert.Severity;
import dev.bellwether.contribution.Amount;
import dev.bellwether.contribution.Breakdown;
import dev.bellwether.contribution.Contribution;
import dev.bellwether.contribution.Contribution.Whole;
import dev.bellwether.contribution.Form;
import dev.bellwether.contribution.Segment;
import dev.bellwether.kpi.Direction;
import dev.bellwether.kpi.Grain;
import dev.bellwether.kpi.Impact;
import dev.bellwether.kpi.Kpi;
import dev.bellwether.kpi.KpiId;
import dev.bellwether.kpi.Labels;
import dev.bellwether.kpi.Market;
import dev.bellwether.kpi.Markets;
import dev.bellwether.kpi.Range;
import dev.bellwether.kpi.Seasonality;
import dev.bellwether.kpi.Stage;
import dev.bellwether.kpi.Stakeholder;
import dev.bellwether.kpi.Tier;
import dev.bellwether.kpi.Unit;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Notifications of a made-up marketplace, one for each kind of mail, to look at templates with. */
public final class MailSamples {

    private static final Instant NOW = Instant.parse("2026-11-22T10:30:40Z");
    private static final Instant LATEST = Instant.parse("2026-11-22T10:00:00Z");
    private static final int HOURS = 60;

    private static final Markets MARKETS = new Markets(List.of(
            new Market("ES", "Spain", ZoneId.of("Europe/Madrid")),
            new Market("PL", "Poland", ZoneId.of("Europe/Warsaw")),
            new Market("BR", "Brazil", ZoneId.of("America/Sao_Paulo")),
            new Market("IL", "Israel", ZoneId.of("Asia/Jerusalem"))));

    private static final Kpi PROMISE = kpi(
            "shipment_within_promise_ratio",
            "Parcels within promise",
            Unit.RATIO,
            Direction.HIGHER_IS_BETTER,
            new Impact("parcels in time", Double.NaN, true),
            "market",
            "carrier");
    private static final Kpi PAYMENT = kpi(
            "payment_failure_ratio",
            "Payments that break on the way",
            Unit.RATIO,
            Direction.LOWER_IS_BETTER,
            new Impact("failed payments", 24, true),
            "market");
    private static final Kpi ORDERS = kpi(
            "orders_total",
            "Paid orders",
            Unit.COUNT,
            Direction.HIGHER_IS_BETTER,
            new Impact("orders", 24, true),
            "market");
    private static final Kpi SALES = kpi(
            "sales_usd",
            "Gross merchandise value",
            Unit.USD,
            Direction.HIGHER_IS_BETTER,
            new Impact("", Double.NaN, true),
            "market");
    private static final List<Kpi> KPIS = List.of(PROMISE, PAYMENT, ORDERS, SALES);

    private static final Map<String, Notification> SAMPLES = samples();

    private MailSamples() {}

    public static Set<String> names() {
        return SAMPLES.keySet();
    }

    /** Nothing for a name that is not one of {@link #names}. */
    public static Optional<Notification> of(String name) {
        return Optional.ofNullable(SAMPLES.get(name));
    }

    /** What the samples are written with. */
    public static MailSettings settings() {
        return MailSettings.plain(MARKETS, "https://wiki.example.com/")
                .with(new ConsoleLinks("https://alerts.example.com", "https://grafana.example.com/d/kpi"))
                .with(new Background() {
                    @Override
                    public Optional<Kpi> kpi(KpiId id) {
                        return KPIS.stream().filter(kpi -> kpi.id().equals(id)).findFirst();
                    }

                    @Override
                    public Story of(Alert alert, Instant at) {
                        return story(alert);
                    }
                });
    }

    private static Map<String, Notification> samples() {
        Alert shipping = shipping("ES", "correo", Severity.CRITICAL);
        var samples = new TreeMap<String, Notification>();
        samples.put("firing", notification(NotifyReason.FIRST, shipping));
        samples.put("escalated", notification(NotifyReason.ESCALATED, shipping));
        samples.put("resolved", notification(NotifyReason.RESOLVED, resolved(shipping)));
        samples.put(
                "several",
                notification(
                        NotifyReason.NEW_ALERTS,
                        shipping,
                        shipping("PL", "inpost", Severity.CRITICAL),
                        payment(),
                        resolved(shipping("BR", "correios", Severity.HIGH))));
        samples.put("group", notification(NotifyReason.FIRST, outage()));
        samples.put("good-news", notification(NotifyReason.FIRST, surge()));
        samples.put("repeat", notification(NotifyReason.REPEAT, shipping));
        samples.put("silence-ended", notification(NotifyReason.SILENCE_ENDED, shipping));
        samples.put("unstable", notification(NotifyReason.UNSTABLE, payment()));
        samples.put("not-evaluated", notification(NotifyReason.NOT_EVALUATED, resolved(shipping)));
        samples.put("rule-removed", notification(NotifyReason.RULE_REMOVED, resolved(shipping)));
        samples.put("digest", digest());
        return samples;
    }

    private static Notification digest() {
        return notification(
                NotifyReason.DIGEST,
                payment(),
                shipping("ES", "correo", Severity.WARNING),
                drop("PL", 18_400, 26_100),
                drop("IL", 9_120, 12_300),
                surge(),
                resolved(shipping("BR", "correios", Severity.WARNING)),
                resolved(drop("BR", 31_000, 42_700)));
    }

    private static Alert shipping(String market, String carrier, Severity severity) {
        return firing(
                PROMISE,
                "ShippingDelaySpike",
                severity,
                Labels.of("market", market, "carrier", carrier),
                new Figures(PROMISE.id(), Unit.RATIO, 0.453, 0.951, 0.912, 0.98, 1712),
                List.of(
                        new Condition("sample >= 300", "sample = 1,712"),
                        new Condition("delta <= -0.08", "delta = −49.8 points"),
                        new Condition("z <= -2.3", "z = −9.4")));
    }

    private static Alert payment() {
        return firing(
                PAYMENT,
                "PaymentFailureSpike",
                Severity.HIGH,
                Labels.of("market", "ES", "method", "card"),
                new Figures(PAYMENT.id(), Unit.RATIO, 0.213, 0.041, 0.028, 0.055, 3120),
                List.of(new Condition("value > high", "value = 21.3 %, high = 5.5 %")));
    }

    private static Alert surge() {
        return firing(
                ORDERS,
                "OrdersSurgeSudden",
                Severity.WARNING,
                Labels.of("market", "BR"),
                new Figures(ORDERS.id(), Unit.COUNT, 4_210, 1_905, 1_510, 2_330, Double.NaN),
                List.of(new Condition("deviation > 0.8", "deviation = +121 %")));
    }

    private static Alert drop(String market, double value, double expected) {
        return firing(
                SALES,
                "GmvDrop",
                Severity.WARNING,
                Labels.of("market", market),
                new Figures(SALES.id(), Unit.USD, value, expected, expected * 0.85, expected * 1.15, Double.NaN),
                List.of(new Condition("value < low", "")));
    }

    private static Alert outage() {
        List<Labels> evidence = List.of("BR", "ES", "PL").stream()
                .map(market -> Labels.of("carrier", "cainiao", "market", market))
                .toList();
        var breach = new Breach(
                rule(PROMISE, "CarrierOutageMultiMarket", Severity.CRITICAL, Scope.GROUP),
                Labels.of("carrier", "cainiao"),
                LATEST,
                new Figures(PROMISE.id(), Unit.COUNT, 3, Double.NaN, Double.NaN, Double.NaN, Double.NaN),
                "cainiao fails in 3 markets: BR, ES, PL",
                List.of(new Condition("$markets >= 3", "$markets = 3")),
                evidence);
        return alert(breach);
    }

    private static Alert firing(
            Kpi kpi, String name, Severity severity, Labels labels, Figures figures, List<Condition> conditions) {
        return alert(new Breach(
                rule(kpi, name, severity, Scope.SERIES), labels, LATEST, figures, name, conditions, List.of()));
    }

    private static AlertRule rule(Kpi kpi, String name, Severity severity, Scope scope) {
        return new AlertRule(
                name,
                severity,
                "logistics-ops",
                "",
                "docs/runbooks/" + name.replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT) + ".md",
                new HoldFor.Often(2, 3),
                Duration.ofHours(2),
                scope,
                Set.of(kpi.id()),
                "rules/sample.drl:14");
    }

    private static Alert alert(Breach breach) {
        return new Alert(
                Fingerprint.of(breach.alertname(), breach.labels()),
                AlertState.FIRING,
                breach,
                LATEST.minus(Duration.ofHours(4)),
                LATEST.minus(Duration.ofHours(3)),
                null,
                LATEST,
                "xxxxx",
                2);
    }

    /** It ended at the newest grain, with a good reading. */
    private static Alert resolved(Alert firing) {
        return new Alert(
                firing.fingerprint(),
                AlertState.RESOLVED,
                firing.latest(),
                firing.activeAt().minus(Duration.ofHours(6)),
                firing.firingAt(),
                LATEST,
                LATEST,
                "xxx..",
                firing.transitions() + 1);
    }

    private static Notification notification(NotifyReason reason, Alert... all) {
        List<Alert> alerts = List.of(all);
        int resolved = (int) alerts.stream()
                .filter(alert -> alert.state() == AlertState.RESOLVED)
                .count();
        String dedupKey =
                Sha256.hex(reason + alerts.stream().map(Alert::fingerprint).collect(Collectors.joining()));
        return new Notification(
                dedupKey,
                new Notification.Group("operations", "{}", Labels.of("market", "ES"), dedupKey),
                reason,
                NOW,
                alerts,
                Set.of(alerts.get(0).fingerprint()),
                new Notification.Counts(alerts.size() - resolved, resolved));
    }

    private static Story story(Alert alert) {
        boolean isSeries = alert.rule().scope() == Scope.SERIES;
        boolean isShipping = alert.kpi().equals(PROMISE.id());
        return isSeries
                ? new Story(trail(alert), isShipping ? Optional.of(origin(alert)) : Optional.empty())
                : Story.NONE;
    }

    /** A day's wave with some noise, and the fall or rise from when the alert began. */
    private static Trail trail(Alert alert) {
        Figures figures = alert.latest().figures();
        double reach = figures.high() - figures.low();
        var points = new ArrayList<Trail.Point>();
        for (int hour = HOURS; hour >= 0; hour--) {
            Instant at = LATEST.minus(Duration.ofHours(hour));
            double wave = Math.sin(hour * Math.PI / 12) * reach * 0.15;
            double noise = ((hour * 7919 % 13) - 6) / 6.0 * reach * 0.22;
            double expected = figures.expected() + wave;
            boolean isBad =
                    !at.isBefore(alert.activeAt()) && (alert.resolvedAt() == null || at.isBefore(alert.resolvedAt()));
            double gone =
                    isBad ? Math.min(1, (Duration.between(alert.activeAt(), at).toHours() + 2) / 6.0) : 0;
            double value = expected + noise * (1 - gone) + gone * (figures.value() - figures.expected());
            points.add(new Trail.Point(
                    at, value, expected, figures.low() + wave, figures.high() + wave, figures.sample()));
        }
        return new Trail(points);
    }

    private static Contribution origin(Alert alert) {
        Labels market = alert.labels().only(Set.of(Markets.DIMENSION));
        var breakdown = new Breakdown(
                "carrier",
                Form.RATIO,
                List.of(
                        segment(alert.labels().get("carrier"), 775, 1712, 1628, 1712),
                        segment("seur", 1_876, 1_980, 1_886, 1_980),
                        segment("dhl", 640, 668, 636, 668),
                        segment("cainiao", 1_205, 1_260, 1_200, 1_260)));
        return Contribution.of(new Whole(alert.kpi(), market, LATEST, 0.802, 0.952, -7.5), List.of(breakdown));
    }

    private static Segment segment(String name, double now, double of, double expected, double ofExpected) {
        return new Segment(name, new Amount(now, of), new Amount(expected, ofExpected), now < expected - 50 ? -9 : 0.3);
    }

    private static Kpi kpi(
            String id, String title, Unit unit, Direction direction, Impact impact, String... dimensions) {
        return new Kpi(
                new KpiId(id),
                title,
                "",
                unit,
                direction,
                Tier.CORE,
                Stage.POST_PURCHASE,
                Stakeholder.LOGISTICS,
                "logistics-ops",
                List.of(dimensions),
                Grain.HOUR,
                Duration.ofMinutes(10),
                Duration.ofHours(6),
                Duration.ofHours(2),
                300,
                Seasonality.WEEK,
                false,
                ZoneOffset.UTC,
                "warehouse",
                "",
                Map.of(),
                Range.ANY,
                List.of(),
                false,
                impact);
    }
}
