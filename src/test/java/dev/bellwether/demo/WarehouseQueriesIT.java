package dev.bellwether.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.catalogue.Catalogue;
import dev.bellwether.catalogue.CatalogueReader;
import dev.bellwether.catalogue.CatalogueReading;
import dev.bellwether.history.PastSlots;
import dev.bellwether.kpi.Kpi;
import dev.bellwether.kpi.SampleReceiver;
import dev.bellwether.kpi.Seasonality;
import dev.bellwether.kpi.Window;
import dev.bellwether.source.JdbcSource;
import dev.bellwether.testing.Postgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every query of the shipped KPIs, on the demo's H2 and on a real PostgreSQL with the same rows. */
class WarehouseQueriesIT {

    /** Four weeks after Europe's clocks changed, three after America's; a Sunday, in the night. */
    private static final Instant ANCHOR = Instant.parse("2026-11-22T03:00:25Z");

    private static final Catalogue CATALOGUE = read();
    private static DemoWarehouse warehouse;

    @BeforeAll
    static void openWarehouse() {
        warehouse = DemoWarehouse.open(ANCHOR, ANCHOR);
    }

    @AfterAll
    static void closeWarehouse() {
        warehouse.close();
    }

    static Stream<Kpi> kpis() {
        return CATALOGUE.kpis().stream();
    }

    @Test
    void thereAreAtLeastFortyFiveKpis() {
        assertThat(CATALOGUE.kpis()).hasSizeGreaterThanOrEqualTo(45);
    }

    @ParameterizedTest
    @MethodSource("kpis")
    void hasEverySeriesInTheNewestGrainAndInThePastItIsComparedWith(Kpi kpi) {
        Map<String, Map<Instant, Reading>> many = fetch(warehouse.dataSource(), kpi, nineWeeksOf(kpi));

        Instant newest = kpi.lastDue(ANCHOR);
        List<Instant> slots = PastSlots.before(newest, kpi, ZoneId.of("Europe/Madrid"));
        assertThat(slots).hasSizeGreaterThanOrEqualTo(kpi.seasonality() == Seasonality.WEEK ? 8 : 14);
        assertThat(many).isNotEmpty().allSatisfy((name, readings) -> {
            assertThat(readings).containsKeys(slots.toArray(Instant[]::new));
            assertThat(readings.containsKey(newest)).isNotEqualTo(isNotReached(kpi, name));
        });
        Map<String, Map<Instant, Reading>> one = fetch(warehouse.dataSource(), kpi, kpi.windowEndingAt(newest));
        many.keySet().removeIf(name -> isNotReached(kpi, name));
        assertThat(one.keySet()).as("one grain alone").isEqualTo(many.keySet());
        one.forEach((name, readings) -> assertThat(readings)
                .as("one grain alone")
                .isEqualTo(Map.of(newest, many.get(name).get(newest))));
    }

    /** On a lane that is down, nine tenths of the parcels would not arrive for a long time. */
    private static boolean isNotReached(Kpi kpi, String series) {
        return kpi.id().value().equals("shipment_transit_p90_seconds")
                && Set.of("BR|meridian", "ES|meridian", "PL|meridian").contains(series);
    }

    @Test
    void letsTheReaderSelectAndNothingElse() throws SQLException {
        try (Connection connection = warehouse.dataSource().getConnection();
                var statement = connection.createStatement()) {
            for (String change : List.of(
                    "DELETE FROM agg_market_1d",
                    "UPDATE dim_lane SET promised_days = 99",
                    "DROP TABLE dim_seller",
                    "CREATE TABLE mine (id INTEGER)",
                    "SHUTDOWN")) {
                assertThatThrownBy(() -> statement.execute(change)).isInstanceOf(SQLException.class);
            }
        }
    }

    @Test
    void answersWithClausesByTheirParametersEachTime() throws SQLException {
        String sql = "WITH d AS (SELECT DISTINCT ended_at FROM agg_market_1d WHERE ended_at > ?) "
                + "SELECT COUNT(*) FROM d JOIN agg_market_1d m ON m.ended_at = d.ended_at";
        try (Connection connection = warehouse.dataSource().getConnection()) {
            assertThat(countSince(ANCHOR.minus(Duration.ofDays(40)), sql, connection))
                    .isEqualTo(400);
            assertThat(countSince(ANCHOR.minus(Duration.ofDays(4)), sql, connection))
                    .isEqualTo(40);
        }
    }

    private static int countSince(Instant from, String sql, Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            statement.setObject(1, from.atOffset(ZoneOffset.UTC));
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getInt(1);
            }
        }
    }

    @Nested
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    class OnPostgres {

        private DataSource postgres;

        @BeforeAll
        void fillPostgres() throws SQLException {
            postgres = Postgres.freshDatabase();
            var world = new World(Marketplace.standard(), Script.around(ANCHOR), DemoWarehouse.SEED);
            try (Connection connection = postgres.getConnection()) {
                MarketplaceSchema.create(connection, world.marketplace());
                new Simulator(connection, Facts.of(world)).advanceTo(ANCHOR);
                MarketplaceSchema.index(connection);
                connection.commit();
            }
        }

        static Stream<Kpi> kpis() {
            return WarehouseQueriesIT.kpis();
        }

        @ParameterizedTest
        @MethodSource("kpis")
        void givesTheSameAsOnH2(Kpi kpi) {
            Map<String, Map<Instant, Reading>> h2 = fetch(warehouse.dataSource(), kpi, nineWeeksOf(kpi));
            Map<String, Map<Instant, Reading>> pg = fetch(postgres, kpi, nineWeeksOf(kpi));

            assertThat(pg.keySet()).isEqualTo(h2.keySet());
            h2.forEach((name, readings) -> {
                assertThat(pg.get(name).keySet()).isEqualTo(readings.keySet());
                readings.forEach(
                        (at, reading) -> reading.assertEquals(pg.get(name).get(at), name + " at " + at));
            });
        }
    }

    private record Reading(double value, double numerator, double denominator, double sample) {

        void assertEquals(Reading other, String where) {
            assertNear(value, other.value, where);
            assertNear(numerator, other.numerator, where);
            assertNear(denominator, other.denominator, where);
            assertNear(sample, other.sample, where);
        }

        private static void assertNear(double left, double right, String where) {
            // the two may sum floating-point numbers in different orders
            if (Double.compare(left, right) != 0 && !(Math.abs(left - right) <= 1e-9 * Math.abs(left))) {
                throw new AssertionError(where + ": " + left + " on H2, " + right + " on PostgreSQL");
            }
        }
    }

    private static Window nineWeeksOf(Kpi kpi) {
        Instant newest = kpi.lastDue(ANCHOR);
        return new Window(newest.minus(Duration.ofDays(9 * 7)), newest);
    }

    private static Map<String, Map<Instant, Reading>> fetch(DataSource database, Kpi kpi, Window window) {
        var source = new JdbcSource(
                database, new JdbcSource.Settings("warehouse", Duration.ofSeconds(30), 10_000, 1_000_000));
        assertThat(source.mistakesIn(kpi)).isEmpty();
        var series = new TreeMap<String, Map<Instant, Reading>>();
        source.fetch(kpi, window, new SampleReceiver() {
            @Override
            public void accept(String[] dimensions, long at, double value, double num, double den, double sample) {
                String name = String.join("|", dimensions);
                Reading other = series.computeIfAbsent(name, any -> new TreeMap<>())
                        .put(Instant.ofEpochMilli(at), new Reading(value, num, den, sample));
                if (other != null) {
                    throw new AssertionError(kpi.id() + " " + name + " comes twice at " + Instant.ofEpochMilli(at));
                }
            }

            @Override
            public void reject(String[] dimensions, String why) {
                throw new AssertionError(kpi.id() + " " + String.join("|", dimensions) + ": " + why);
            }
        });
        return series;
    }

    private static Catalogue read() {
        CatalogueReading reading = CatalogueReader.read(Path.of("kpis"));
        assertThat(reading.problems()).isEmpty();
        return reading.catalogue();
    }
}
