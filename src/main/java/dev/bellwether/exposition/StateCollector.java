package dev.bellwether.exposition;

import dev.bellwether.alert.Alert;
import dev.bellwether.evaluate.Standing.Latest;
import dev.bellwether.exposition.ExpositionState.OutboxState;
import dev.bellwether.exposition.ExpositionState.RulesState;
import dev.bellwether.exposition.ExpositionState.SourceState;
import dev.bellwether.history.Snapshot;
import dev.bellwether.kpi.Kpi;
import dev.bellwether.kpi.KpiId;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What stands now, put together afresh for every scrape: alerts, the figures of exposed KPIs, sources, rules, outbox.
 * A part that cannot be had (its database is away) is left out and counted; the rest is still shown.
 */
public final class StateCollector implements MultiCollector {

    private static final Logger LOG = LoggerFactory.getLogger(StateCollector.class);

    private final ExpositionState state;
    private final Limits limits;
    private final InstantSource clock;
    private final Set<String> failing = ConcurrentHashMap.newKeySet();

    public StateCollector(ExpositionState state, Limits limits, InstantSource clock) {
        this.state = state;
        this.limits = limits;
        this.clock = clock;
    }

    @Override
    public MetricSnapshots collect() {
        Instant now = clock.instant();
        var parts = new TreeMap<String, Supplier<List<Family>>>();
        parts.put("alerts", () -> alerts(state.alerts().get()));
        parts.put("kpis", () -> kpis(state.kpis().get(), now));
        parts.put("lags", () -> lags(state.lags().get()));
        parts.put("outbox", () -> outbox(state.outbox().get(), now));
        parts.put("rules", () -> rules(state.rules().get()));
        parts.put("silences", this::silences);
        parts.put("sources", () -> sources(state.sources().get(), now));

        var families = new ArrayList<Family>();
        parts.forEach((part, gather) -> families.addAll(whatCanBeHad(part, gather)));
        families.add(build());
        families.add(new Family(
                        "bellwether_exposition_failed_parts",
                        "Parts of this page that could not be had and are left out.")
                .add(failing.size()));
        return new MetricSnapshots(families.stream().map(Family::snapshot).toArray(MetricSnapshot[]::new));
    }

    private List<Family> whatCanBeHad(String part, Supplier<List<Family>> gather) {
        try {
            List<Family> families = gather.get();
            failing.remove(part);
            return families;
        } catch (RuntimeException e) {
            if (failing.add(part)) {
                LOG.atWarn().addKeyValue("part", part).setCause(e).log("metrics are shown without a part");
            }
            return List.of();
        }
    }

    private List<Family> alerts(Collection<Alert> alerts) {
        var states = new Family("bellwether_alerts", "Pending and firing alerts, each with the value 1.");
        alerts.stream()
                .limit(limits.alerts())
                .forEach(alert -> states.add(
                        1,
                        ordered(
                                "alertname", alert.alertname(),
                                "alertstate", alert.state().toString(),
                                "severity", alert.severity().toString(),
                                "kpi", alert.kpi().value(),
                                "owner", alert.rule().owner()),
                        alert.labels()));
        return List.of(
                states,
                new Family("bellwether_alerts_cut", "Pending and firing alerts beyond the limit of what is shown here.")
                        .add(Math.max(0, alerts.size() - limits.alerts())));
    }

    private List<Family> kpis(Collection<Kpi> kpis, Instant now) {
        var value = new Family("bellwether_kpi_value", "Newest judged value of a KPI's series, in the KPI's unit.");
        var expected = new Family("bellwether_kpi_expected", "What was expected of that value, in the KPI's unit.");
        var low = new Family("bellwether_kpi_low", "Lower end of its usual band, in the KPI's unit.");
        var high = new Family("bellwether_kpi_high", "Upper end of its usual band, in the KPI's unit.");
        var age = new Family("bellwether_kpi_age_seconds", "Time since the end of the grain that value covers.");
        var cut = new Family(
                "bellwether_kpi_series_cut", "Series of an exposed KPI beyond the limit of what is shown here.");
        int room = limits.series();
        for (Kpi kpi : kpis.stream().filter(Kpi::expose).toList()) {
            Optional<Latest> latest = state.latest().apply(kpi.id());
            List<Snapshot> readings = latest.map(Latest::snapshots).orElse(List.of()).stream()
                    .filter(Snapshot::hasValue)
                    .toList();
            int shown = Math.min(readings.size(), Math.min(room, limits.seriesPerKpi()));
            room -= shown;
            Map<String, String> ours = Map.of("kpi", kpi.id().value());
            for (Snapshot reading : readings.subList(0, shown)) {
                value.add(reading.value(), ours, reading.labels());
                expected.add(reading.expected(), ours, reading.labels());
                low.add(reading.low(), ours, reading.labels());
                high.add(reading.high(), ours, reading.labels());
                age.add(seconds(reading.at(), now), ours, reading.labels());
            }
            cut.add(readings.size() - shown, ours);
        }
        return List.of(value, expected, low, high, age, cut);
    }

    private static List<Family> lags(Map<KpiId, Duration> lags) {
        var lag = new Family(
                "bellwether_evaluation_lag_seconds", "How long a KPI's oldest grain not judged yet has been due.");
        lags.forEach((kpi, late) -> lag.add(late.toMillis() / 1000.0, Map.of("kpi", kpi.value())));
        return List.of(lag);
    }

    private static List<Family> sources(Collection<SourceState> sources, Instant now) {
        var up = new Family("bellwether_source_up", "Whether the source's newest answer came whole.");
        var fetch = new Family("bellwether_source_fetch_seconds", "How long the source's newest answer took.");
        var age = new Family(
                "bellwether_source_data_age_seconds",
                "Time since the end of the newest grain the source had rows for.");
        for (SourceState source : sources) {
            Map<String, String> ours = Map.of("source", source.name());
            up.add(source.isUp() ? 1 : 0, ours);
            fetch.add(source.fetchSeconds(), ours);
            source.newestData().ifPresent(at -> age.add(seconds(at, now), ours));
        }
        return List.of(up, fetch, age);
    }

    private static List<Family> rules(RulesState rules) {
        var reloaded =
                new Family("bellwether_rules_reload_timestamp_seconds", "When rule files were last read, Unix time.");
        rules.reloadedAt().ifPresent(at -> reloaded.add(at.getEpochSecond()));
        var info = new Family("bellwether_rulebase_info", "The rule base in force, by the hash of its files.");
        if (!rules.hash().isEmpty()) {
            info.add(1, Map.of("hash", rules.hash()));
        }
        return List.of(
                new Family("bellwether_rules_loaded", "Rules in force.").add(rules.loaded()),
                new Family("bellwether_rules_quarantined", "Rule files left out for their mistakes.")
                        .add(rules.quarantined()),
                new Family(
                                "bellwether_rules_reload_successful",
                                "Whether the newest reload of rules took all files over.")
                        .add(rules.isReloaded() ? 1 : 0),
                reloaded,
                info);
    }

    private static List<Family> outbox(OutboxState outbox, Instant now) {
        return List.of(
                new Family("bellwether_outbox_pending", "Deliveries on their way.").add(outbox.pending()),
                new Family(
                                "bellwether_outbox_oldest_age_seconds",
                                "How long the oldest delivery has been on its way; 0 when there is none.")
                        .add(outbox.oldestAt().map(at -> seconds(at, now)).orElse(0.0)));
    }

    private List<Family> silences() {
        return List.of(new Family("bellwether_silences_active", "Silences in force.")
                .add(state.silences().getAsInt()));
    }

    private Family build() {
        return new Family("bellwether_build_info", "Which Bellwether this is.")
                .add(
                        1,
                        ordered(
                                "version",
                                state.build().version(),
                                "revision",
                                state.build().revision()));
    }

    private static double seconds(Instant from, Instant to) {
        return Math.max(0, Duration.between(from, to).toMillis() / 1000.0);
    }

    private static Map<String, String> ordered(String... namesAndValues) {
        var labels = new LinkedHashMap<String, String>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            labels.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return labels;
    }
}
