package dev.bellwether.exposition;

import dev.bellwether.exposition.ExpositionState.OutboxState;
import dev.bellwether.exposition.ExpositionState.SourceState;
import dev.bellwether.kpi.KpiId;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
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
        parts.put("alerts", () -> AlertFamilies.of(state.alerts().get(), limits.alerts()));
        parts.put("changes", () -> state.alertMeters()
                .families(state.rules().get().rules()));
        parts.put("kpis", () -> KpiFamilies.of(state.kpis().get(), state, limits, now));
        parts.put("lags", () -> lags(state.lags().get()));
        parts.put("outbox", () -> outbox(state.outbox().get(), now));
        parts.put("rules", () -> RuleFamilies.of(state.rules().get(), now));
        parts.put("silences", this::silences);
        parts.put("sources", () -> sources(state.sources().get(), now));

        var families = new ArrayList<Family>();
        parts.forEach((part, gather) -> families.addAll(whatCanBeHad(part, gather)));
        families.addAll(build());
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

    private static List<Family> lags(Map<KpiId, Duration> lags) {
        var lag = new Family(
                "bellwether_evaluation_lag_seconds", "How long a KPI's oldest grain not judged yet has been due.");
        lags.forEach((kpi, late) -> lag.add(late.toMillis() / 1000.0, "kpi", kpi.value()));
        return List.of(lag);
    }

    private static List<Family> sources(Collection<SourceState> sources, Instant now) {
        var up = new Family("bellwether_source_up", "Whether the source's newest answer came whole.");
        var fetch = new Family("bellwether_source_fetch_seconds", "How long the source's newest answer took.");
        var age = new Family(
                "bellwether_source_data_age_seconds",
                "Time since the end of the newest grain the source had rows for.");
        for (SourceState source : sources) {
            up.add(source.isUp() ? 1 : 0, "source", source.name());
            fetch.add(source.fetchSeconds(), "source", source.name());
            source.newestData().ifPresent(at -> age.add(seconds(at, now), "source", source.name()));
        }
        return List.of(up, fetch, age);
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

    private List<Family> build() {
        return List.of(
                new Family("bellwether_build_info", "Which Bellwether this is, with the value 1.")
                        .add(
                                1,
                                "version",
                                state.build().version(),
                                "revision",
                                state.build().revision()),
                new Family("bellwether_console_info", "Where people reach the console, with the value 1.")
                        .add(1, "url", state.build().console()));
    }

    private static double seconds(Instant from, Instant to) {
        return Math.max(0, Duration.between(from, to).toMillis() / 1000.0);
    }
}
