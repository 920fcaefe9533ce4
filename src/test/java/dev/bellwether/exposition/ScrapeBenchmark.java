package dev.bellwether.exposition;

import dev.bellwether.alert.Advance;
import dev.bellwether.alert.Alert;
import dev.bellwether.alert.Alerts;
import dev.bellwether.evaluate.Coverage;
import dev.bellwether.evaluate.SeriesOutcome;
import dev.bellwether.exposition.ExpositionState.AlertsState;
import dev.bellwether.kpi.Kpi;
import dev.bellwether.kpi.Labels;
import dev.bellwether.mute.Mutes;
import dev.bellwether.mute.StandingMuter;
import dev.bellwether.response.Responses;
import dev.bellwether.store.JdbcAlerts;
import dev.bellwether.store.JdbcResponses;
import dev.bellwether.store.JdbcSilences;
import dev.bellwether.testing.Databases;
import dev.bellwether.testing.Postgres;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * How long does a scrape take? Alerts, silences and acknowledgements are in PostgreSQL, the figures in memory, as in the
 * service; the page is written, not sent. Every scrape, a second apart, has the alerts read. Medians after some that warm up.
 */
public final class ScrapeBenchmark {

    private static final int WARM_UP = 10;
    private static final int ROUNDS = 15;
    private static final int SERIES_OF_A_KPI = 500;

    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final ExecutorService READS = Executors.newSingleThreadExecutor();

    private ScrapeBenchmark() {}

    public static void main(String[] arguments) throws IOException {
        System.out.println(
                "| exposed series | of evaluated | alerts | page | median | slowest |\n|---|---|---|---|---|---|");
        run(5_000, 5_000, 0);
        run(5_000, 5_000, 10_000);
        run(5_000, 1_000_000, 10_000);
        run(20_000, 20_000, 10_000);
        READS.shutdown();
    }

    private static void run(int exposed, int evaluated, int alerts) throws IOException {
        var registry = new PrometheusRegistry();
        var limits = new Limits(SERIES_OF_A_KPI, exposed, 10_000);
        registry.register(
                new StateCollector(state(exposed, evaluated, alerts), limits, InstantSource.fixed(SampleState.NOW)));
        var milliseconds = new double[ROUNDS];
        int size = 0;
        for (int round = -WARM_UP; round < ROUNDS; round++) {
            var page = new ByteArrayOutputStream(size);
            LockSupport.parkNanos(PAUSE.toNanos());
            long began = System.nanoTime();
            PrometheusTextFormatWriter.builder().build().write(page, registry.scrape());
            if (round >= 0) {
                milliseconds[round] = (System.nanoTime() - began) / 1e6;
            }
            size = page.size();
        }
        Arrays.sort(milliseconds);
        System.out.printf(
                "| %,d x 5 | %,d | %,d | %.1f MB | %.0f ms | %.0f ms |%n",
                exposed, evaluated, alerts, size / 1e6, milliseconds[ROUNDS / 2], milliseconds[ROUNDS - 1]);
    }

    private static ExpositionState state(int exposed, int evaluated, int count) {
        var state = new SampleState(new SimpleMeterRegistry());
        int kpis = exposed / SERIES_OF_A_KPI;
        for (int i = 0; i < kpis; i++) {
            Kpi kpi = SampleState.kpi("kpi_" + i + "_ratio", "market");
            // as the evaluator does, no more than 10,000 of a KPI are kept for us
            state.expose(kpi, Math.min(10_000, evaluated / kpis));
            state.coverage.put(kpi.id(), new Coverage(Map.of(SeriesOutcome.OK, evaluated / kpis), 0));
        }
        var database = Databases.migrated(Postgres.freshDatabase());
        Alerts alerts = new JdbcAlerts(database);
        List<Alert> firing = IntStream.range(0, count)
                .mapToObj(i -> SampleState.alert(Labels.of("market", "M" + i % 10, "seller", "s" + i)))
                .toList();
        alerts.commit(SampleState.SHIPMENTS, SampleState.AT, new Advance(firing, List.of(), List.of()));
        var muter = new StandingMuter(new JdbcSilences(database), alerts, () -> List.of(SampleState.RULE));
        Responses responses = new JdbcResponses(database);
        ExpositionState whole = state.asState();
        return new ExpositionState(
                new LatestRead<>(
                        () -> {
                            Mutes mutes = muter.at(SampleState.NOW);
                            responses.standing(SampleState.NOW);
                            return new AlertsState(alerts.active(), alert -> false, alert -> !mutes.reasonsToMute(alert)
                                    .isEmpty());
                        },
                        READS,
                        Duration.ofMillis(100),
                        InstantSource.system()),
                whole.alertMeters(),
                whole.kpis(),
                whole.latest(),
                whole.coverage(),
                whole.lags(),
                whole.sources(),
                whole.rules(),
                whole.outbox(),
                whole.silences(),
                whole.build());
    }
}
