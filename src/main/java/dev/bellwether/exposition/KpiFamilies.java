package dev.bellwether.exposition;

import dev.bellwether.evaluate.Coverage;
import dev.bellwether.evaluate.SeriesOutcome;
import dev.bellwether.evaluate.Standing.Latest;
import dev.bellwether.history.Snapshot;
import dev.bellwether.kpi.Kpi;
import io.prometheus.metrics.model.snapshots.Labels;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What each KPI is, how many series it has, and the figures of those that are exposed, as far as there is room. */
final class KpiFamilies {

    private final Family info = new Family("bellwether_kpi_info", "What a KPI is, with the value 1.");
    private final Family series = new Family(
            "bellwether_kpi_series",
            "Series of a KPI by what became of them at its newest evaluation, shown here or not.");
    private final Family value =
            new Family("bellwether_kpi_value", "Newest judged value of a KPI's series, in the KPI's unit.");
    private final Family expected =
            new Family("bellwether_kpi_expected", "What was expected of that value, in the KPI's unit.");
    private final Family low = new Family("bellwether_kpi_low", "Lower end of its usual band, in the KPI's unit.");
    private final Family high = new Family("bellwether_kpi_high", "Upper end of its usual band, in the KPI's unit.");
    private final Family age =
            new Family("bellwether_kpi_age_seconds", "Time since the end of the grain that value covers.");
    private final Family cut =
            new Family("bellwether_kpi_series_cut", "Series of an exposed KPI beyond the limit of what is shown here.");

    private final LabelNames names = new LabelNames();
    private final ExpositionState state;
    private final int mostPerKpi;
    private final Instant now;
    private int room;

    private KpiFamilies(ExpositionState state, Limits limits, Instant now) {
        this.state = state;
        this.mostPerKpi = limits.seriesPerKpi();
        this.now = now;
        this.room = limits.series();
    }

    static List<Family> of(Collection<Kpi> kpis, ExpositionState state, Limits limits, Instant now) {
        var families = new KpiFamilies(state, limits, now);
        for (Kpi kpi : kpis) {
            families.describe(kpi);
            if (kpi.expose()) {
                families.show(kpi);
            }
        }
        return List.of(
                families.info,
                families.series,
                families.value,
                families.expected,
                families.low,
                families.high,
                families.age,
                families.cut);
    }

    private void describe(Kpi kpi) {
        String id = kpi.id().value();
        info.add(
                1,
                "kpi",
                id,
                "title",
                kpi.title(),
                "unit",
                word(kpi.unit()),
                "stage",
                word(kpi.stage()),
                "stakeholder",
                word(kpi.stakeholder()),
                "tier",
                word(kpi.tier()),
                "direction",
                word(kpi.direction()),
                "owner",
                kpi.owner(),
                "source",
                kpi.source());
        state.coverage().apply(kpi.id()).ifPresent(coverage -> {
            for (SeriesOutcome outcome : SeriesOutcome.values()) {
                series.add(coverage.of(outcome), "kpi", id, "outcome", outcome.toString());
            }
        });
    }

    private static String word(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT);
    }

    private void show(Kpi kpi) {
        List<Snapshot> readings = state.latest().apply(kpi.id()).map(Latest::snapshots).orElse(List.of()).stream()
                .filter(Snapshot::hasValue)
                .toList();
        int shown = Math.min(readings.size(), Math.min(room, mostPerKpi));
        room -= shown;
        Map<String, String> ours = Map.of("kpi", kpi.id().value());
        for (Snapshot reading : readings.subList(0, shown)) {
            Labels labels = names.merge(ours, reading.labels());
            value.add(reading.value(), labels);
            expected.add(reading.expected(), labels);
            low.add(reading.low(), labels);
            high.add(reading.high(), labels);
            age.add(Math.max(0, Duration.between(reading.at(), now).toMillis() / 1000.0), labels);
        }
        // of a very large KPI not even all readings are kept for us
        int all = Math.max(
                readings.size(),
                state.coverage().apply(kpi.id()).map(KpiFamilies::withValue).orElse(0));
        cut.add(all - shown, "kpi", kpi.id().value());
    }

    private static int withValue(Coverage coverage) {
        return coverage.of(SeriesOutcome.OK) + coverage.of(SeriesOutcome.BAD);
    }
}
