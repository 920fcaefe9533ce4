package dev.bellwether.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
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

    @Test
    void cutsWeeksOnMonday() throws SQLException {
        try (Connection connection = warehouse()) {
            new Simulator(connection, List.of(new RepeatFacts(WORLD))).advanceTo(ANCHOR);

            assertThat(endsIn(connection, "agg_repeat_1w"))
                    .hasSizeGreaterThanOrEqualTo(9)
                    .allSatisfy(end -> assertThat(end.atOffset(ZoneOffset.UTC).getDayOfWeek())
                            .isEqualTo(DayOfWeek.MONDAY))
                    .last()
                    .isEqualTo(Instant.parse("2026-11-02T00:00:00Z"));
        }
    }

    @Test
    void decidesPerfectOrdersOnThoseThatWerePromisedAMonthBefore() {
        List<Object[]> now = rawRowsOf(new PromiseFacts(WORLD), midnight());
        List<Object[]> aMonthBefore =
                rawRowsOf(new PromiseFacts(WORLD), midnight().minus(Duration.ofDays(30)));

        for (int lane = 0; lane < now.size(); lane++) {
            assertThat(now.get(lane)[4]).isEqualTo(aMonthBefore.get(lane)[2]);
            assertThat((Long) now.get(lane)[5]).isLessThan((Long) aMonthBefore.get(lane)[3]);
        }
    }

    @Test
    void anOutOfStockCategoryLeavesTheOthersAsTheyAre() {
        Instant end = Instant.parse("2026-11-08T03:00:00Z");

        assertThat(shareOf(new ViewFacts(WORLD), end, "toys", 2, 1)).isBetween(0.09, 0.13);
        assertThat(shareOf(new ViewFacts(WORLD), end, "home", 2, 1)).isBetween(0.012, 0.025);
    }

    @Test
    void aCustomsHoldHeapsUpParcels() {
        Instant end = midnight();
        Object[] held = rowOf(new CustomsFacts(WORLD), end, "FR", "silkpost");
        Object[] free = rowOf(new CustomsFacts(WORLD), end, "FR", "meridian");

        assertThat(ratio(held[3], held[2])).isBetween(0.25, 0.40);
        assertThat(ratio(held[5], held[4])).isBetween(0.40, 0.50);
        assertThat(ratio(free[3], free[2])).isBetween(0.03, 0.08);
        assertThat(ratio(free[5], free[4])).isBetween(0.95, 1.05);
    }

    @Test
    void stolenCardsMakeManySmallAttemptsAndLeaveTheIntentsAlone() {
        Instant before = Instant.parse("2026-11-08T03:15:00Z");
        Instant during = Instant.parse("2026-11-08T03:25:00Z");
        Object[] usual = rowOf(new PaymentFacts(WORLD), before, "BR", "card");
        Object[] attacked = rowOf(new PaymentFacts(WORLD), during, "BR", "card");

        assertThat(ratio(attacked[6], attacked[3])).isGreaterThan(4 * ratio(usual[6], usual[3]));
        assertThat(ratio(attacked[4], attacked[3])).isCloseTo(ratio(usual[4], usual[3]), within(0.08));
        assertThat((Long) attacked[7]).isLessThan(500);
        assertThat((Long) usual[7]).isGreaterThan(1500);
    }

    @Test
    void whatFailsMoreThanUsualBreaks() {
        Object[] failing = rowOf(new PaymentFacts(WORLD), Instant.parse("2026-11-08T03:20:00Z"), "IN", "upi");

        assertThat(ratio(failing[5], failing[3])).isGreaterThan(0.4);
    }

    @Test
    void countsSellersWhoLeftOnceFourWeeksOfSilenceAreOver() {
        var sellers = new SellerFacts(WORLD);
        Object[] now = rowOf(sellers, midnight(), "gold");
        Object[] threeWeeksBefore = rowOf(new SellerFacts(WORLD), midnight().minus(Duration.ofDays(21)), "gold");

        assertThat(ratio(now[2], now[1])).isBetween(0.12, 0.22);
        assertThat(ratio(threeWeeksBefore[2], threeWeeksBefore[1])).isBetween(0.02, 0.07);
        assertThat(ratio(now[4], now[3])).isBetween(0.06, 0.30);
    }

    private static double shareOf(Facts facts, Instant end, String series, int part, int whole) {
        Object[] row = rowOf(facts, end, series);
        return ratio(row[part], row[whole]);
    }

    private static double ratio(Object part, Object whole) {
        return ((Number) part).doubleValue() / ((Number) whole).doubleValue();
    }

    private static Object[] rowOf(Facts facts, Instant end, String... series) {
        return rawRowsOf(facts, end).stream()
                .filter(row -> Arrays.asList(row).subList(0, series.length).equals(List.of(series)))
                .findFirst()
                .orElseThrow();
    }

    private static List<Instant> endsIn(Connection connection, String table) throws SQLException {
        List<Instant> ends = new ArrayList<>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT DISTINCT ended_at FROM " + table + " ORDER BY 1")) {
            while (rows.next()) {
                ends.add(rows.getObject(1, OffsetDateTime.class).toInstant());
            }
        }
        return ends;
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
