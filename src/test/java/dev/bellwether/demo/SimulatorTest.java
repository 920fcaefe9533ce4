package dev.bellwether.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SimulatorTest {

    /** A Sunday night, not long after clocks changed in Europe and in America. */
    private static final Instant ANCHOR = Instant.parse("2026-11-08T03:07:11Z");

    private static final World WORLD = new World(Marketplace.standard(), Script.around(ANCHOR), 1);

    @Test
    void makesTheSameRowsFromTheSameSeedAndAnchor() {
        var again = new World(Marketplace.standard(), Script.around(ANCHOR), 1);

        assertThat(rowsOfADay(again)).isEqualTo(rowsOfADay(WORLD));
    }

    @Test
    void makesOtherRowsFromAnotherSeed() {
        var other = new World(Marketplace.standard(), Script.around(ANCHOR), 2);

        assertThat(rowsOfADay(other)).isNotEqualTo(rowsOfADay(WORLD));
    }

    @Test
    void makesTheSameRowsInAnyOrder() {
        List<String> forth = new ArrayList<>();
        List<String> back = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            forth.addAll(0, rowsOf(new LoadFacts(WORLD), ANCHOR.plus(Duration.ofMinutes(15L * i))));
            forth.addAll(0, rowsOf(new SellerFacts(WORLD), midnight().plus(Duration.ofDays(i))));
        }
        for (int i = 2; i >= 0; i--) {
            back.addAll(rowsOf(new SellerFacts(WORLD), midnight().plus(Duration.ofDays(i))));
            back.addAll(rowsOf(new LoadFacts(WORLD), ANCHOR.plus(Duration.ofMinutes(15L * i))));
        }

        assertThat(back).isEqualTo(forth);
    }

    @Test
    void comesToTheSameRowsInOneStepAndInMany() throws SQLException {
        Instant start = Instant.parse("2026-11-06T22:31:00Z");
        Instant end = start.plus(Duration.ofHours(30));

        try (Connection once = warehouse();
                Connection often = warehouse()) {
            var simulator = new Simulator(often, shortTables());
            for (Instant now = start; !now.isAfter(end); now = now.plus(Duration.ofMinutes(37))) {
                simulator.advanceTo(now);
            }
            simulator.advanceTo(end);
            new Simulator(once, shortTables()).advanceTo(end);

            for (Facts table : shortTables()) {
                assertThat(contentOf(often, table)).isEqualTo(contentOf(once, table));
            }
        }
    }

    @Test
    void writesEachPeriodOnce() throws SQLException {
        try (Connection connection = warehouse()) {
            var simulator = new Simulator(connection, shortTables());
            simulator.advanceTo(ANCHOR);

            assertThat(simulator.advanceTo(ANCHOR)).isZero();
            assertThat(simulator.advanceTo(ANCHOR.minus(Duration.ofHours(5)))).isZero();
        }
    }

    @Test
    void sellsMostInTheLocalEveningToConsumersAndInOfficeHoursToMerchants() {
        // Monday 2026-11-09 in Madrid, an hour ahead of UTC
        assertThat(orders("ES", Segment.CONSUMER, "2026-11-09T20:00:00Z"))
                .isGreaterThan(3 * orders("ES", Segment.CONSUMER, "2026-11-09T03:00:00Z"));
        assertThat(orders("ES", Segment.SMALL_MERCHANT, "2026-11-09T10:00:00Z"))
                .isGreaterThan(2 * orders("ES", Segment.SMALL_MERCHANT, "2026-11-09T20:00:00Z"))
                .isGreaterThan(2 * orders("ES", Segment.SMALL_MERCHANT, "2026-11-08T10:00:00Z"));
    }

    @Test
    void restsOnFridayAndSaturdayInIsrael() {
        // Sunday is a working day there
        assertThat(orders("IL", Segment.SMALL_MERCHANT, "2026-11-08T09:00:00Z"))
                .isGreaterThan(2 * orders("IL", Segment.SMALL_MERCHANT, "2026-11-07T09:00:00Z"));
    }

    @Test
    void keepsLocalTimeOverTheChangeOfClocks() {
        // ten in the morning in Madrid, before and after 25 October
        long before = orders("ES", Segment.SMALL_MERCHANT, "2026-10-20T08:00:00Z");
        long after = orders("ES", Segment.SMALL_MERCHANT, "2026-10-27T09:00:00Z");

        assertThat((double) after / before).isCloseTo(1, within(0.3));
    }

    @Test
    void countsTheSameMoneyByHourAndByCategory() {
        long byHour = 0;
        for (int hour = 0; hour < 24; hour++) {
            for (Object[] row : rawRowsOf(new PurchaseFacts(WORLD), midnight().minus(Duration.ofHours(hour)))) {
                byHour += (Long) row[3];
            }
        }
        long byCategory = 0;
        for (Object[] row : rawRowsOf(new CategoryFacts(WORLD), midnight())) {
            byCategory += (Long) row[3];
        }

        assertThat(byCategory).isEqualTo(byHour);
    }

    @Test
    void keepsAThirdOfTheBuyersSmallMerchants() {
        double merchants = 0;
        double all = 0;
        for (Object[] row : rawRowsOf(new BuyerFacts(WORLD), midnight())) {
            long buyers = (Long) row[2];
            all += buyers;
            merchants += row[1].equals("small_merchant") ? buyers : 0;
        }

        assertThat(merchants / all).isCloseTo(0.35, within(0.02));
    }

    private static long orders(String market, Segment segment, String hourEnd) {
        List<String> codes = WORLD.marketplace().markets().stream()
                .map(Marketplace.Market::code)
                .toList();
        return WORLD.orders(codes.indexOf(market), segment, Instant.parse(hourEnd));
    }

    private static Instant midnight() {
        return Instant.parse("2026-11-08T00:00:00Z");
    }

    private static List<String> rowsOfADay(World world) {
        List<String> rows = new ArrayList<>();
        for (Facts table : Facts.of(world)) {
            Instant end = midnight().plus(table.grain());
            for (; !end.isAfter(midnight().plus(Duration.ofDays(1))); end = end.plus(table.grain())) {
                rows.addAll(rowsOf(table, end));
            }
        }
        return rows;
    }

    private static List<String> rowsOf(Facts table, Instant end) {
        return rawRowsOf(table, end).stream().map(Arrays::toString).toList();
    }

    private static List<Object[]> rawRowsOf(Facts table, Instant end) {
        List<Object[]> rows = new ArrayList<>();
        table.write(end, rows::add);
        return rows;
    }

    /** Tables of grains from a quarter of an hour to a day, with a short past. */
    private static List<Facts> shortTables() {
        return Stream.of(
                        new LoadFacts(WORLD),
                        new PurchaseFacts(WORLD),
                        new ScanFacts(WORLD),
                        new ReviewFacts(WORLD),
                        new BuyerFacts(WORLD))
                .<Facts>map(Short::new)
                .toList();
    }

    private record Short(Facts facts) implements Facts {

        @Override
        public Table table() {
            Table table = facts.table();
            return new Table(table.name(), table.grain(), Duration.ofDays(2), table.columns());
        }

        @Override
        public void write(Instant end, Rows rows) {
            facts.write(end, rows);
        }
    }

    private static Connection warehouse() throws SQLException {
        Connection connection = DriverManager.getConnection("jdbc:h2:mem:" + UUID.randomUUID());
        MarketplaceSchema.create(connection, Marketplace.standard());
        MarketplaceSchema.index(connection);
        return connection;
    }

    private static List<String> contentOf(Connection connection, Facts table) throws SQLException {
        List<String> content = new ArrayList<>();
        try (var statement = connection.createStatement();
                var rows =
                        statement.executeQuery("SELECT * FROM " + table.table().name() + " ORDER BY 1, 2, 3")) {
            int columns = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                var row = new StringBuilder();
                for (int column = 1; column <= columns; column++) {
                    row.append(rows.getString(column)).append(' ');
                }
                content.add(row.toString());
            }
        }
        return content;
    }
}
