package dev.bellwether.source;

import static dev.bellwether.source.Received.DAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bellwether.kpi.Grain;
import dev.bellwether.kpi.Kpi;
import dev.bellwether.kpi.Window;
import dev.bellwether.source.SourceException.Retry;
import dev.bellwether.testing.Kpis;
import dev.bellwether.testing.PrometheusServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a real Prometheus answers. */
class PrometheusSourceIT {

    private static final Instant MIDNIGHT = DAY.from();
    private static final Instant ONE = MIDNIGHT.plus(Duration.ofHours(1));
    private static final Instant TWO = MIDNIGHT.plus(Duration.ofHours(2));

    private static PrometheusServer prometheus;

    private final Received received = new Received();

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException, InterruptedException {
        var samples = new StringBuilder("# TYPE late gauge\n");
        for (int hour = 1; hour <= 48; hour++) {
            long at = MIDNIGHT.plus(Duration.ofHours(hour)).getEpochSecond();
            samples.append("late{market=\"ES\",carrier=\"a\"} %d %d\n".formatted(hour, at));
            samples.append("late{market=\"ES\",carrier=\"b\"} 100 %d\n".formatted(at));
            samples.append("late{market=\"PL\",carrier=\"a\"} 0.5 %d\n".formatted(at));
        }
        samples.append("# TYPE due gauge\n");
        for (int hour = 1; hour <= 48; hour++) {
            long at = MIDNIGHT.plus(Duration.ofHours(hour)).getEpochSecond();
            samples.append("due{market=\"ES\"} 1000 %d\n".formatted(at));
            samples.append("due{market=\"IL\"} 10 %d\n".formatted(at));
        }
        samples.append("# TYPE orders counter\n");
        for (int minute = 0; minute <= 120; minute++) { // a restart of the counted program at half past one
            long at = MIDNIGHT.plus(Duration.ofMinutes(minute)).getEpochSecond();
            samples.append("orders_total{market=\"ES\"} %d %d\n".formatted(minute < 90 ? minute : minute - 90, at));
        }
        prometheus = PrometheusServer.holding(samples.append("# EOF\n").toString(), folder);
    }

    @AfterAll
    static void stop() {
        if (prometheus != null) { // where none is installed
            prometheus.close();
        }
    }

    @Test
    void givesOneGrainByAnInstantQuery() throws IOException {
        fetch(kpi("sum by (market) (late)", "market"), new Window(MIDNIGHT, ONE));

        assertThat(received.rows())
                .containsExactlyInAnyOrder("[ES] 2026-01-05T01:00:00Z 101.0", "[PL] 2026-01-05T01:00:00Z 0.5");
    }

    @Test
    void givesManyGrainsByARangeQuery() throws IOException {
        fetch(kpi("sum by (market, carrier) (late{market=\"ES\"})", "carrier", "market"), new Window(MIDNIGHT, TWO));

        assertThat(received.rows())
                .containsExactlyInAnyOrder(
                        "[a, ES] 2026-01-05T01:00:00Z 1.0",
                        "[a, ES] 2026-01-05T02:00:00Z 2.0",
                        "[b, ES] 2026-01-05T01:00:00Z 100.0",
                        "[b, ES] 2026-01-05T02:00:00Z 100.0");
    }

    @Test
    void givesAScalarAsTheOneSeriesThereIs() throws IOException {
        fetch(kpi("scalar(sum(late))"), new Window(MIDNIGHT, ONE));

        assertThat(received.rows()).containsExactly("[] 2026-01-05T01:00:00Z 101.5");
    }

    @Test
    void joinsNumeratorDenominatorAndSample() throws IOException {
        var kpi = inParts(Map.of(
                "numerator", "sum by (market) (late) or 0 * due",
                "denominator", "sum by (market) (due)",
                "sample", "sum by (market) (due) / 2"));

        fetch(kpi, new Window(MIDNIGHT, ONE));

        assertThat(received.rows())
                .containsExactlyInAnyOrder(
                        "[ES] 2026-01-05T01:00:00Z 101.0/1000.0 of 500.0", "[IL] 2026-01-05T01:00:00Z 0.0/10.0 of 5.0");
        assertThat(received.rejected())
                .containsExactly("[PL] denominator is missing or NaN; where none means 0,"
                        + " write \"… or 0 * (the other query)\"");
    }

    @Test
    void s9ACounterThatStartsAnewDoesNotCountBackwards() throws IOException {
        fetch(kpi("sum by (market) (increase(orders_total[1h]))", "market"), new Window(MIDNIGHT, TWO));

        // versions differ in whether the sample at the hour's start counts
        assertThat(received.rows())
                .hasSize(2)
                .allMatch(row -> row.matches("\\[ES] 2026-01-05T0[12]:00:00Z (59|60)\\..*"));
    }

    @Test
    void rejectsWhatIsNoNumber() throws IOException {
        fetch(kpi("sum by (market) (late * 0 / 0)", "market"), new Window(MIDNIGHT, ONE));

        assertThat(received.rows()).isEmpty();
        assertThat(received.rejected()).containsExactlyInAnyOrder("[ES] value is NaN", "[PL] value is NaN");
    }

    @Test
    void cutsDaysWhereTheKpisZoneDoes() throws IOException {
        Kpi daily = Kpis.kpi("late_count")
                .grain(Grain.DAY)
                .zone(ZoneId.of("Europe/Madrid"))
                .dimensions("market")
                .query("sum by (market) (late{market=\"PL\"})")
                .build();

        fetch(daily, new Window(MIDNIGHT, MIDNIGHT.plus(Duration.ofDays(2))));

        assertThat(received.rows()).containsExactly("[PL] 2026-01-05T23:00:00Z 0.5", "[PL] 2026-01-06T23:00:00Z 0.5");
    }

    @Test
    void refusesSeriesThatAreFinerThanTheKpi() throws IOException {
        assertTrouble(
                kpi("late", "market"),
                "late_ratio: source \"metrics\" answers series with the label carrier, which is no dimension;"
                        + " write sum by (market) (…)");
    }

    @Test
    void repeatsWhatPrometheusSaysOfAWrongQuery() throws IOException {
        PrometheusSource source = source();

        // the words after it differ from version to version
        assertThatThrownBy(() -> source.fetch(kpi("sum by (market (late)", "market"), DAY, received))
                .hasMessageStartingWith("late_ratio: source \"metrics\" says: ")
                .hasMessageContaining("1:16: parse error: unexpected")
                .hasMessageEndingWith(" (HTTP 400)");
    }

    @Test
    void refusesMoreRowsThanAllowed() throws IOException {
        assertTrouble(
                kpi("sum by (market) (late)", "market"),
                "late_ratio: source \"metrics\" answers more than the 20 rows allowed;"
                        + " ask for fewer dimensions, or raise its max-rows");
    }

    private void assertTrouble(Kpi kpi, String message) throws IOException {
        PrometheusSource source = source();
        var trouble = catchThrowableOfType(SourceException.class, () -> source.fetch(kpi, DAY, received));

        assertThat(trouble).hasMessage(message);
        assertThat(trouble.retry()).isEqualTo(Retry.POINTLESS);
    }

    private void fetch(Kpi kpi, Window window) throws IOException {
        source().fetch(kpi, window, received);
    }

    private static PrometheusSource source() throws IOException {
        return new PrometheusSource(new HttpTarget(
                "metrics",
                prometheus.url(),
                Authorization.NONE,
                new HttpTarget.Limits(Duration.ofSeconds(5), Duration.ofSeconds(60), 1_000_000, 20),
                AllowedHosts.OF_THE_SOURCES,
                Optional.empty()));
    }

    private static Kpi kpi(String query, String... dimensions) {
        return Received.kpi(query, dimensions);
    }

    private static Kpi inParts(Map<String, String> parts) {
        return Kpis.kpi("late_ratio").dimensions("market").parts(parts).build();
    }
}
