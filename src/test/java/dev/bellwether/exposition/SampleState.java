package dev.bellwether.exposition;

import dev.bellwether.alert.Alert;
import dev.bellwether.alert.AlertRule;
import dev.bellwether.alert.AlertState;
import dev.bellwether.alert.Breach;
import dev.bellwether.alert.Fingerprint;
import dev.bellwether.alert.HoldFor;
import dev.bellwether.alert.Severity;
import dev.bellwether.evaluate.Coverage;
import dev.bellwether.evaluate.Standing.Latest;
import dev.bellwether.exposition.ExpositionState.AlertsState;
import dev.bellwether.exposition.ExpositionState.Build;
import dev.bellwether.exposition.ExpositionState.OutboxState;
import dev.bellwether.exposition.ExpositionState.RulesState;
import dev.bellwether.exposition.ExpositionState.SourceState;
import dev.bellwether.history.Baseline;
import dev.bellwether.history.Series;
import dev.bellwether.history.Snapshot;
import dev.bellwether.kpi.Direction;
import dev.bellwether.kpi.Grain;
import dev.bellwether.kpi.Kpi;
import dev.bellwether.kpi.KpiId;
import dev.bellwether.kpi.Labels;
import dev.bellwether.kpi.Seasonality;
import dev.bellwether.kpi.Stage;
import dev.bellwether.kpi.Stakeholder;
import dev.bellwether.kpi.Tier;
import dev.bellwether.kpi.Unit;
import dev.bellwether.limit.Limits;
import dev.bellwether.problem.Location;
import dev.bellwether.rules.RuleReload;
import dev.bellwether.rules.RuleReload.Quarantined;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** What stands now, written by hand. */
final class SampleState {

    static final Instant NOW = Instant.parse("2026-11-22T12:03:20Z");
    static final Instant AT = Instant.parse("2026-11-22T12:00:00Z");

    static final KpiId SHIPMENTS = new KpiId("shipment_within_promise_probability");
    static final AlertRule RULE = new AlertRule(
            "ShippingDelaySpike",
            Severity.CRITICAL,
            "logistics-ops",
            "…",
            "docs/runbooks/shipping-delay-spike.md",
            HoldFor.AT_ONCE,
            Duration.ZERO,
            AlertRule.Scope.SERIES,
            Set.of(SHIPMENTS),
            "rules/logistics.drl:14");

    private static final RuleReload RELOAD = new RuleReload(
            NOW.minusSeconds(60), false, "3f9a", 34, List.of(new Quarantined("rules/reviews.drl", true)), List.of());
    private static final List<Limits.Row> LIMITS = List.of(
            limit(Labels.NONE, 0.08, Instant.MIN),
            limit(Labels.of("market", "ES"), 0.1, Instant.MIN),
            limit(Labels.of("market", "ES"), 0.12, AT.minusSeconds(60)),
            limit(Labels.of("market", "ES"), 0.2, NOW.plusSeconds(60)));

    final List<Alert> alerts = new ArrayList<>();
    final List<Kpi> kpis = new ArrayList<>();
    final Map<KpiId, Latest> latest = new HashMap<>();
    final Set<String> acknowledged = new HashSet<>();
    final Set<String> muted = new HashSet<>();
    final Map<KpiId, Coverage> coverage = new HashMap<>();
    final MeterRegistry meters;
    final AlertMeters alertMeters;
    OutboxState outbox = new OutboxState(2, Optional.of(NOW.minusSeconds(42)));

    SampleState(MeterRegistry meters) {
        this.meters = meters;
        alertMeters = new AlertMeters(meters, InstantSource.fixed(NOW.minusSeconds(40)));
    }

    ExpositionState asState() {
        return new ExpositionState(
                () -> new AlertsState(
                        alerts,
                        alert -> acknowledged.contains(alert.fingerprint()),
                        alert -> muted.contains(alert.fingerprint())),
                alertMeters,
                () -> kpis,
                kpi -> Optional.ofNullable(latest.get(kpi)),
                kpi -> Optional.ofNullable(coverage.get(kpi)),
                () -> Map.of(SHIPMENTS, Duration.ofSeconds(80)),
                () -> List.of(
                        new SourceState("warehouse", true, 0.081, Optional.of(AT)),
                        new SourceState("exports", false, 10, Optional.empty())),
                () -> new RulesState(List.of(RULE), LIMITS, RELOAD),
                () -> outbox,
                () -> 0,
                new Build("0.1.0", "cafe", "https://bellwether.example.com"));
    }

    static SampleState withEverything() {
        return withEverything(new SimpleMeterRegistry());
    }

    static SampleState withEverything(MeterRegistry meters) {
        var state = new SampleState(meters);
        state.alerts.add(alert(Labels.of("market", "ES", "carrier", "a \"b\"\n\\c")));
        state.expose(kpi("shipment_within_promise_probability", "market"), 3);
        return state;
    }

    SampleState expose(Kpi kpi, int series) {
        kpis.add(kpi);
        latest.put(
                kpi.id(),
                new Latest(
                        kpi.grain(),
                        AT,
                        List.of(),
                        IntStream.range(0, series)
                                .mapToObj(i -> snapshot(kpi, i, Labels.of("market", "M" + i)))
                                .toList()));
        return this;
    }

    private static Limits.Row limit(Labels labels, double value, Instant validFrom) {
        return new Limits.Row(
                "within_promise_drop_min", labels, value, validFrom, "", Location.of("rules/limits.csv", 2));
    }

    static Snapshot snapshot(Kpi kpi, int number, Labels labels) {
        // the second series has no past yet
        Baseline baseline = number == 1 ? Baseline.NONE : new Baseline(0.78, 0.026, 8);
        return new Snapshot(
                kpi,
                new Series(number, labels),
                AT,
                new Snapshot.Reading(0.45 + number / 1000.0, Double.NaN, Double.NaN, 412),
                Double.NaN,
                Double.NaN,
                baseline,
                Limits.NONE,
                ZoneOffset.UTC,
                200,
                false);
    }

    static Alert alert(Labels labels) {
        var breach = new Breach(
                RULE,
                labels,
                AT,
                new Breach.Figures(SHIPMENTS, Unit.RATIO, 0.453, 0.781, 0.702, 0.86, 412),
                "…",
                List.of(),
                List.of());
        return new Alert(Fingerprint.of(RULE.name(), labels), AlertState.FIRING, breach, AT, AT, null, AT, "x", 1);
    }

    static Kpi kpi(String id, String... dimensions) {
        return new Kpi(
                new KpiId(id),
                "Title",
                "",
                Unit.RATIO,
                Direction.HIGHER_IS_BETTER,
                Tier.CORE,
                Stage.POST_PURCHASE,
                Stakeholder.BUYERS,
                "logistics-ops",
                List.of(dimensions),
                Grain.HOUR,
                Duration.ofMinutes(2),
                Duration.ofHours(3),
                Duration.ZERO,
                0,
                Seasonality.WEEK,
                true,
                ZoneOffset.UTC,
                "warehouse",
                "SELECT 1");
    }
}
