package dev.bellwether.exposition;

import dev.bellwether.alert.Alert;
import dev.bellwether.alert.AlertRule;
import dev.bellwether.alert.AlertState;
import dev.bellwether.alert.Breach;
import dev.bellwether.alert.Fingerprint;
import dev.bellwether.alert.HoldFor;
import dev.bellwether.alert.Severity;
import dev.bellwether.evaluate.Standing.Latest;
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
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** What stands now, written by hand. */
final class SampleState {

    static final Instant NOW = Instant.parse("2026-11-22T12:03:20Z");
    static final Instant AT = Instant.parse("2026-11-22T12:00:00Z");

    final List<Alert> alerts = new ArrayList<>();
    final List<Kpi> kpis = new ArrayList<>();
    final Map<KpiId, Latest> latest = new HashMap<>();
    OutboxState outbox = new OutboxState(2, Optional.of(NOW.minusSeconds(42)));

    ExpositionState asState() {
        return new ExpositionState(
                () -> alerts,
                () -> kpis,
                kpi -> Optional.ofNullable(latest.get(kpi)),
                () -> Map.of(new KpiId("shipment_within_promise_probability"), Duration.ofSeconds(80)),
                () -> List.of(
                        new SourceState("warehouse", true, 0.081, Optional.of(AT)),
                        new SourceState("exports", false, 10, Optional.empty())),
                () -> new RulesState(34, 1, false, Optional.of(NOW.minusSeconds(60)), "3f9a"),
                () -> outbox,
                () -> 0,
                new Build("0.1.0", "cafe"));
    }

    static SampleState withEverything() {
        var state = new SampleState();
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
        var kpi = new KpiId("shipment_within_promise_probability");
        var rule = new AlertRule(
                "ShippingDelaySpike",
                Severity.CRITICAL,
                "logistics-ops",
                "…",
                "docs/runbooks/shipping-delay-spike.md",
                HoldFor.AT_ONCE,
                Duration.ZERO,
                AlertRule.Scope.SERIES,
                Set.of(kpi),
                "rules/logistics.drl:14");
        var breach = new Breach(
                rule,
                labels,
                AT,
                new Breach.Figures(kpi, Unit.RATIO, 0.453, 0.781, 0.702, 0.86, 412),
                "…",
                List.of(),
                List.of());
        return new Alert(Fingerprint.of(rule.name(), labels), AlertState.FIRING, breach, AT, AT, null, AT, "x", 1);
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
