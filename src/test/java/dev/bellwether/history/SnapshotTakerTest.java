package dev.bellwether.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.bellwether.kpi.Grain;
import dev.bellwether.kpi.Kpi;
import dev.bellwether.kpi.Labels;
import dev.bellwether.kpi.Market;
import dev.bellwether.kpi.MarketCalendar;
import dev.bellwether.kpi.Markets;
import dev.bellwether.kpi.Reach;
import dev.bellwether.kpi.RegimeChange;
import dev.bellwether.kpi.SalesEvent;
import dev.bellwether.kpi.Unit;
import dev.bellwether.limit.Limits;
import dev.bellwether.testing.Chance;
import dev.bellwether.testing.Kpis;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SnapshotTakerTest {

    private static final Instant NOW = Instant.parse("2026-03-18T15:00:00Z");
    private static final Kpi SHARE =
            Kpis.kpi("payment_success_ratio").unit(Unit.RATIO).grain(Grain.HOUR).build();
    private static final Kpi ORDERS =
            Kpis.kpi("orders_total").unit(Unit.COUNT).grain(Grain.HOUR).build();
    private static final Kpi DAILY =
            Kpis.kpi("gmv_1d_usd").unit(Unit.USD).grain(Grain.DAY).build();

    /** What happened in some series, and how to take it. */
    private static final class World {

        private final Kpi kpi;
        private final List<String> series = new ArrayList<>();
        private final TreeMap<Instant, Map<String, double[]>> readings = new TreeMap<>();
        private Markets markets = Markets.NONE;
        private Map<Labels, List<Alarms.Span>> alarms = Map.of();
        private @Nullable Instant acknowledged;

        World(Kpi kpi) {
            this.kpi = kpi;
        }

        World series(String... names) {
            series.addAll(List.of(names));
            return this;
        }

        World markets(Market... some) {
            markets = new Markets(List.of(some));
            return this;
        }

        World alarm(String name, Instant from, Instant to) {
            alarms = Map.of(Labels.of("market", name), List.of(new Alarms.Span(from, to)));
            return this;
        }

        World acknowledged(Instant at) {
            acknowledged = at;
            return this;
        }

        World calendar(MarketCalendar calendar) {
            markets = new Markets(markets.all(), calendar);
            return this;
        }

        /** The same reading at every grain of {@code weeks} and at {@code now}. */
        World past(Instant now, int weeks, Function<Instant, double[]> figures) {
            Instant at = now;
            for (int grain = 0; grain <= weeks * 7 * 24 / kpi.grain().length().toHours(); grain++) {
                for (String name : series) {
                    put(at, name, figures.apply(at));
                }
                at = kpi.previous(at);
            }
            return this;
        }

        World put(Instant at, String name, double... figures) {
            readings.computeIfAbsent(at, any -> new TreeMap<>()).put(name, figures);
            return this;
        }

        /** @param batches in how many pieces each instant is appended */
        Map<String, Snapshot> taken(Instant now, int batches, boolean twice) {
            var history = new InMemoryHistory();
            SeriesIndex index = history.seriesOf(kpi);
            series.forEach(name -> index.numberOf(new String[] {name}));
            for (int round = 0; round < (twice ? 2 : 1); round++) {
                readings.headMap(now, true).forEach((at, all) -> {
                    for (int batch = 0; batch < batches; batch++) {
                        var samples = new Samples(at);
                        for (var one : all.entrySet()) {
                            int number = index.numberOf(new String[] {one.getKey()});
                            if (number % batches == batch) {
                                put(samples, number, one.getValue());
                            }
                        }
                        history.append(kpi, List.of(samples));
                    }
                });
            }
            var taker = new SnapshotTaker(history, id -> alarms, (id, labels) -> Optional.ofNullable(acknowledged));
            Samples samples = history.read(kpi.id(), List.of(now)).get(now);
            Map<String, Snapshot> last = Map.of();
            for (int round = 0; round < (twice ? 2 : 1); round++) {
                Snapshots all = taker.take(kpi, samples, taker.past(kpi, markets, now), Limits.NONE, now);
                last = all.chunk(0, all.size()).stream()
                        .collect(Collectors.toMap(snapshot -> snapshot.label("market"), one -> one));
            }
            return last;
        }

        private static void put(Samples samples, int number, double[] figures) {
            if (figures.length == 1) {
                samples.put(number, figures[0], Double.NaN, Double.NaN, Double.NaN);
            } else {
                samples.put(number, Double.NaN, figures[0], figures[1], Double.NaN);
            }
        }

        Snapshot taken(Instant now, String name) {
            return taken(now, 1, false).get(name);
        }
    }

    // --- cold start ---------------------------------------------------------------------------------------------

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void saysNothingByStatisticsBeforeFourWeeksArePast(int weeks) {
        Snapshot snapshot = new World(SHARE)
                .series("ES")
                .past(NOW, weeks, at -> new double[] {90, 100})
                .put(NOW, "ES", 1, 100)
                .taken(NOW, "ES");

        assertThat(snapshot.weeks()).isEqualTo(weeks);
        assertThat(List.of(
                        snapshot.expected(),
                        snapshot.low(),
                        snapshot.high(),
                        snapshot.z(),
                        snapshot.delta(),
                        snapshot.deviation(),
                        snapshot.driftUp(),
                        snapshot.driftDown()))
                .allSatisfy(figure -> assertThat(figure).isNaN());
        assertThat(snapshot.significant()).isFalse();
        assertThat(snapshot.value()).isEqualTo(0.01);
    }

    @Test
    void judgesFromTheFifthWeekOn() {
        Snapshot snapshot = new World(SHARE)
                .series("ES")
                .past(NOW, 4, at -> new double[] {900, 1000})
                .put(NOW, "ES", 300, 1000)
                .taken(NOW, "ES");

        assertThat(snapshot.expected()).isEqualTo(0.9);
        assertThat(snapshot.significant()).isTrue();
        assertThat(snapshot.value()).isLessThan(snapshot.low());
    }

    // --- what must change nothing -------------------------------------------------------------------------------

    @Test
    void theOrderOfSeriesTheSizeOfBlocksAndASecondTimeChangeNothing() {
        var names = new ArrayList<String>();
        for (int i = 0; i < 40; i++) {
            names.add("M" + i);
        }
        Map<String, String> once = words(noisy(names, 0).taken(NOW, 1, false));
        Collections.shuffle(names, new Random(5));

        assertThat(words(noisy(names, 0).taken(NOW, 1, false))).isEqualTo(once);
        assertThat(words(noisy(names, 0).taken(NOW, 3, false))).isEqualTo(once);
        assertThat(words(noisy(names, 0).taken(NOW, 2, true))).isEqualTo(once);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 53})
    void shiftingAllTimeByWholeWeeksChangesNothing(int weeks) {
        List<String> names = List.of("A", "B", "C", "D");

        assertThat(words(noisy(names, weeks)
                        .taken(NOW.atOffset(ZoneOffset.UTC).plusWeeks(weeks).toInstant(), 1, false)))
                .isEqualTo(words(noisy(names, 0).taken(NOW, 1, false)));
    }

    private static World noisy(List<String> names, int weeksLater) {
        var world = new World(ORDERS).series(names.toArray(String[]::new));
        for (String name : names) {
            var chance = new Chance(name.hashCode());
            Instant at = NOW.atOffset(ZoneOffset.UTC).plusWeeks(weeksLater).toInstant();
            for (int grain = 0; grain <= 8 * 7 * 24; grain++) {
                world.put(at, name, chance.poisson(80));
                at = ORDERS.previous(at);
            }
        }
        return world;
    }

    private static Map<String, String> words(Map<String, Snapshot> snapshots) {
        var words = new TreeMap<String, String>();
        snapshots.forEach((name, snapshot) -> words.put(
                name,
                snapshot.reading() + " " + snapshot.baseline() + " " + snapshot.surroundings() + " "
                        + snapshot.previous() + " " + snapshot.lastWeek()));
        return words;
    }

    // --- local time ---------------------------------------------------------------------------------------------

    /** Nine in the evening sells a hundred, the hours beside it far less. Clocks changed a few weeks before. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Europe/Madrid 2026-04-15", "Europe/Madrid 2026-11-11", "America/Sao_Paulo 2018-11-14",
                "America/Sao_Paulo 2019-03-06", "Asia/Jerusalem 2026-04-15", "Asia/Jerusalem 2026-11-11",
                "Asia/Kolkata 2026-04-15", "Australia/Lord_Howe 2026-04-22", "Australia/Lord_Howe 2026-10-21"
            })
    void comparesTheSameLocalHourOverAChangeOfClocks(String zoneAndDay) {
        ZoneId zone = ZoneId.of(zoneAndDay.split(" ")[0]);
        LocalDate day = LocalDate.parse(zoneAndDay.split(" ")[1]);
        Instant evening = Grain.HOUR.endAtOrBefore(
                day.atTime(21, 0).atZone(zone).plusMinutes(59).toInstant(), ZoneOffset.UTC);
        int minutes = minutesOf(evening, zone);
        Function<Instant, double[]> busyAtNine =
                at -> new double[] {Math.abs(minutesOf(at, zone) - minutes) <= 30 ? 100 : 10};

        Snapshot snapshot = new World(ORDERS)
                .series("XX")
                .markets(new Market("XX", "Somewhere", zone))
                .past(evening, 9, busyAtNine)
                .taken(evening, "XX");

        assertThat(snapshot.hour()).isEqualTo(21);
        assertThat(snapshot.expected()).isCloseTo(100, within(1e-9));
        assertThat(snapshot.lastWeek()).isEqualTo(100);
        assertThat(snapshot.weeks()).isEqualTo(8);
    }

    private static int minutesOf(Instant at, ZoneId zone) {
        return at.atZone(zone).toLocalTime().toSecondOfDay() / 60;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Europe/Madrid 2026-03-30", "Europe/Madrid 2026-10-26", "America/Sao_Paulo 2018-11-05",
                "America/Sao_Paulo 2018-02-19", "Asia/Jerusalem 2026-03-28", "Asia/Jerusalem 2026-10-26",
                "Asia/Kolkata 2026-03-30", "Australia/Lord_Howe 2026-04-06", "Australia/Lord_Howe 2026-10-05"
            })
    void aDayOf23Or25HoursIsOneDay(String zoneAndDay) {
        ZoneId zone = ZoneId.of(zoneAndDay.split(" ")[0]);
        Kpi kpi = Kpis.kpi("gmv_1d_usd")
                .unit(Unit.USD)
                .grain(Grain.DAY)
                .zone(zone)
                .build();
        LocalDate day = LocalDate.parse(zoneAndDay.split(" ")[1]);
        Instant midnight = day.atStartOfDay(zone).toInstant();

        Snapshot snapshot = new World(kpi)
                .series("XX")
                .past(midnight, 8, at ->
                        new double[] {100 + at.atZone(zone).getDayOfWeek().getValue()})
                .taken(midnight, "XX");

        assertThat(kpi.next(kpi.previous(midnight))).isEqualTo(midnight);
        assertThat(snapshot.weeks()).isEqualTo(8);
        assertThat(snapshot.expected()).isCloseTo(100 + day.getDayOfWeek().getValue(), within(1e-9));
    }

    // --- growth -------------------------------------------------------------------------------------------------

    @Test
    void expectsAMarketThatGrowsToGoOnGrowing() {
        double weekly = 1.03;
        Snapshot snapshot = new World(DAILY)
                .series("IL")
                .past(day(0), 9, at -> new double[] {1000 * Math.pow(weekly, weeks(at))})
                .taken(day(0), "IL");

        assertThat(snapshot.deviation()).isCloseTo(0, within(0.03));
        assertThat(snapshot.z()).isBetween(-1.0, 1.0);
    }

    @Test
    void believesInNoMoreGrowthThanThirtyPerCentInFourWeeks() {
        Snapshot snapshot = new World(DAILY)
                .series("IL")
                .past(day(0), 9, at -> new double[] {1000 * Math.pow(1.25, weeks(at))})
                .taken(day(0), "IL");

        assertThat(snapshot.deviation()).as("it doubled in three weeks").isGreaterThan(0.4);
    }

    @Test
    void takesTheWaveringOfASmallCountForNoGrowth() {
        var chance = new Chance(9);
        Snapshot snapshot = new World(ORDERS)
                .series("EE")
                .past(NOW, 8, at -> new double[] {chance.poisson(0.5)})
                .taken(NOW, "EE");
        double median = snapshot.expected();

        assertThat(median).isIn(0.0, 0.5, 1.0);
    }

    private static double weeks(Instant at) {
        return (at.getEpochSecond() - day(0).getEpochSecond()) / 604_800.0;
    }

    private static Instant day(int days) {
        return Instant.parse("2026-03-18T00:00:00Z")
                .atOffset(ZoneOffset.UTC)
                .plusDays(days)
                .toInstant();
    }

    // --- calendar -----------------------------------------------------------------------------------------------

    private static final Market SPAIN = new Market("ES", "Spain", ZoneId.of("Europe/Madrid"));

    @Test
    void leavesHolidaysAndSalesOutOfWhatIsUsual() {
        MarketCalendar.Holidays holidays =
                (market, day) -> Optional.of("Feast").filter(any -> day.equals(LocalDate.of(2026, 3, 4)));
        var sale = new SalesEvent(
                "Spring sale",
                new Reach(java.util.Set.of("ES"), java.util.Set.of()),
                LocalDateTime.parse("2026-02-25T00:00"),
                LocalDateTime.parse("2026-02-26T00:00"),
                null,
                SalesEvent.Phases.USUAL);
        var calendar = new MarketCalendar(holidays, List.of(sale), List.of());
        Function<Instant, double[]> figures = at -> {
            LocalDate day = at.minusMillis(1).atZone(SPAIN.zone()).toLocalDate();
            boolean isFeast = day.equals(LocalDate.of(2026, 3, 4));
            boolean isSale = day.equals(LocalDate.of(2026, 2, 25));
            return new double[] {isFeast ? 10 : isSale ? 900 : 100};
        };

        Snapshot ordinary = new World(ORDERS)
                .series("ES")
                .markets(SPAIN)
                .calendar(calendar)
                .past(NOW, 8, figures)
                .taken(NOW, "ES");
        Snapshot during = new World(ORDERS)
                .series("ES")
                .markets(SPAIN)
                .calendar(calendar)
                .past(Instant.parse("2026-02-25T15:00:00Z"), 8, figures)
                .taken(Instant.parse("2026-02-25T15:00:00Z"), "ES");
        Snapshot feast = new World(ORDERS)
                .series("ES")
                .markets(SPAIN)
                .calendar(calendar)
                .past(Instant.parse("2026-03-04T23:00:00Z"), 8, figures)
                .taken(Instant.parse("2026-03-04T23:00:00Z"), "ES");

        Snapshot longKnown = new World(ORDERS)
                .series("ES")
                .markets(SPAIN)
                .calendar(calendar)
                .past(NOW, 12, figures)
                .taken(NOW, "ES");

        assertThat(ordinary.weeks()).isEqualTo(6);
        assertThat(longKnown.weeks())
                .as("two weeks from before take their place")
                .isEqualTo(8);
        assertThat(longKnown.expected()).isEqualTo(100);
        assertThat(ordinary.expected()).isEqualTo(100);
        assertThat(ordinary.phase()).isEmpty();
        assertThat(during.phase()).isEqualTo("running");
        assertThat(during.holiday()).isEmpty();
        assertThat(feast.holiday())
                .as("the hour that ends at midnight is the feast's")
                .isEqualTo("Feast");
    }

    @Test
    void leavesPastAlarmsOutUnlessLittleElseIsLeft() {
        Function<Instant, double[]> figures =
                at -> new double[] {at.isAfter(day(-22)) && at.isBefore(day(-1)) ? 700 : 100};
        Snapshot three = new World(ORDERS)
                .series("ES")
                .past(NOW, 8, figures)
                .alarm("ES", day(-22), day(-1))
                .taken(NOW, "ES");
        Snapshot seven = new World(ORDERS)
                .series("ES")
                .past(NOW, 8, figures)
                .alarm("ES", day(-50), day(-1))
                .taken(NOW, "ES");

        assertThat(three.weeks()).isEqualTo(5);
        assertThat(three.high())
                .as("three weeks of trouble do not widen the band")
                .isLessThan(180);
        assertThat(seven.weeks()).as("what has lasted so long is usual now").isEqualTo(8);
    }

    /** Late shipments rise in the feast each year, on other dates: 29 January 2025 and 17 February 2026. */
    @Test
    void comparesAFeastWithTheSameDaysOfItsEarlierTurns() {
        Kpi late = Kpis.kpi("late_shipment_ratio")
                .unit(Unit.RATIO)
                .grain(Grain.DAY)
                .build();
        List<SalesEvent> turns = List.of(feast("2025-01-29"), feast("2026-02-17"));
        Instant fifthDay = Instant.parse("2026-02-22T00:00:00Z");
        Function<Instant, double[]> figures = at -> {
            boolean isFeast = turns.stream().anyMatch(turn -> turn.phase(at.minusMillis(1), ZoneOffset.UTC)
                    .isPresent());
            return new double[] {isFeast ? 300 : 80, 1000};
        };
        var world = new World(late).series("CN").past(fifthDay, 60, figures);

        assertThat(world.taken(fifthDay, "CN").expected())
                .as("of weeks before it")
                .isEqualTo(0.08);
        world.calendar(new MarketCalendar((market, day) -> Optional.empty(), turns, List.of()));
        assertThat(world.taken(fifthDay, "CN").expected()).isEqualTo(0.3);
        assertThat(world.taken(fifthDay, "CN").phase()).isEqualTo("running");
        assertThat(world.taken(fifthDay, "CN").weeks()).isEqualTo(7);
    }

    private static SalesEvent feast(String day) {
        LocalDateTime midnight = LocalDate.parse(day).atStartOfDay();
        var none = Duration.ZERO;
        var phases = new SalesEvent.Phases(Duration.ofDays(11), none, none, Duration.ofDays(15), none, none);
        return new SalesEvent("New Year", Reach.ALL, midnight.minusDays(3), midnight.plusDays(10), null, phases);
    }

    @Test
    void forgetsWhatWasBeforeARegimeChange() {
        var change = new RegimeChange("New duty", Reach.ALL, LocalDateTime.parse("2026-02-15T00:00"));
        var world = new World(ORDERS)
                .series("ES")
                .markets(SPAIN)
                .calendar(new MarketCalendar((market, day) -> Optional.empty(), List.of(), List.of(change)))
                .past(NOW, 8, at -> new double[] {at.isBefore(Instant.parse("2026-02-14T23:00:00Z")) ? 1000 : 100});

        assertThat(world.taken(NOW, "ES").expected()).isEqualTo(100);
        assertThat(world.taken(NOW, "ES").weeks()).isEqualTo(4);
        assertThat(world.taken(NOW.minusSeconds(7 * 86_400), "ES").expected())
                .as("three weeks are too few")
                .isNaN();
    }

    // --- what lasts ---------------------------------------------------------------------------------------------

    private static final Kpi DRIFTING = Kpis.kpi("payment_success_ratio")
            .unit(Unit.RATIO)
            .grain(Grain.DAY)
            .drifting()
            .build();

    @Test
    void addsUpASmallFallThatLasts() {
        Snapshot quiet = falling(0).taken(day(0), "ES");
        Snapshot fallen = falling(24).taken(day(0), "ES");

        assertThat(fallen.z()).as("no day is bad enough to be told of").isGreaterThan(-2.5);
        assertThat(fallen.driftDown()).isGreaterThan(8);
        assertThat(fallen.driftUp()).isLessThan(1);
        assertThat(quiet.driftDown()).isLessThan(6);
    }

    @Test
    void takesOneTerribleDayForNoDrift() {
        Snapshot after = falling(0).put(day(-1), "ES", 100, 1000).taken(day(0), "ES");

        assertThat(after.driftDown()).isLessThan(6);
    }

    @Test
    void addsUpAnewAfterAnAcknowledgementOrAChangeOfRegime() {
        World world = falling(24);
        var change = new RegimeChange("New provider", Reach.ALL, LocalDateTime.parse("2026-03-15T00:00"));
        World changed =
                falling(24).calendar(new MarketCalendar((market, day) -> Optional.empty(), List.of(), List.of(change)));

        assertThat(world.acknowledged(day(-2)).taken(day(0), "ES").driftDown()).isLessThan(4);
        assertThat(changed.taken(day(0), "ES").driftDown())
                .as("nothing is usual yet")
                .isNaN();
    }

    /** Nine tenths, give or take; four points less for some days. */
    private static World falling(int daysOfFall) {
        var chance = new Chance(21);
        return new World(DRIFTING).series("ES", "FR", "PL").past(day(0), 13, at -> {
            double p = at.isAfter(day(-daysOfFall)) ? 0.87 : 0.9;
            return new double[] {chance.betaBinomial(1000, p, 0.002), 1000};
        });
    }

    // --- windows ------------------------------------------------------------------------------------------------

    @ParameterizedTest
    @ValueSource(strings = {"24h", "7d", "5h", "2d3h"})
    void keepsWindowsAsIfTheyWereReadAtOnce(String window) {
        Kpi kpi = Kpis.kpi("orders_total").grain(Grain.HOUR).windows(window).build();
        var chance = new Chance(31);
        var world = new World(kpi).series("ES");
        Instant at = NOW;
        var readings = new ArrayList<Double>();
        long inWindow = dev.bellwether.kpi.Durations.parse(window).orElseThrow().toHours();
        for (int hour = 0; hour < 400; hour++) {
            double reading = 1e6 + chance.poisson(50);
            if (hour % 11 != 3) { // some hours say nothing
                world.put(at, "ES", reading);
                if (hour < inWindow) {
                    readings.add(reading);
                }
            }
            at = kpi.previous(at);
        }
        double mean = readings.stream().mapToDouble(one -> one).average().orElseThrow();
        double squares = readings.stream()
                .mapToDouble(one -> (one - mean) * (one - mean))
                .sum();

        Snapshot snapshot = world.taken(NOW, "ES");

        assertThat(snapshot.mean(window)).isCloseTo(mean, within(1e-6));
        assertThat(snapshot.stddev(window)).isCloseTo(Math.sqrt(squares / (readings.size() - 1)), within(1e-6));
        assertThat(snapshot.min(window)).isEqualTo(Collections.min(readings));
        assertThat(snapshot.max(window)).isEqualTo(Collections.max(readings));
        assertThat(snapshot.mean("3d")).as("not declared").isNaN();
    }

    @Test
    void keepsWindowsTheSameWhetherTakenHourByHourOrOnce() {
        Kpi kpi =
                Kpis.kpi("orders_total").grain(Grain.HOUR).windows("24h", "7d").build();
        var chance = new Chance(33);
        var history = new InMemoryHistory();
        history.seriesOf(kpi).numberOf(new String[] {"ES"});
        Instant at = NOW;
        var known = new ArrayList<Samples>();
        for (int hour = 0; hour < 300; hour++) {
            var samples = new Samples(at);
            samples.put(0, chance.poisson(70), Double.NaN, Double.NaN, Double.NaN);
            known.add(samples);
            at = kpi.previous(at);
        }
        history.append(kpi, known);
        var hourly = new SnapshotTaker(history);

        for (int hour = 60; hour >= 0; hour--) {
            Samples now = known.get(hour);
            Windows together = windows(new SnapshotTaker(history), kpi, now);
            assertThat(windows(hourly, kpi, now)).isEqualTo(together);
        }
    }

    private static Windows windows(SnapshotTaker taker, Kpi kpi, Samples now) {
        Past past = taker.past(kpi, Markets.NONE, now.at());
        return taker.take(kpi, now, past, Limits.NONE, now.at())
                .chunk(0, 1)
                .get(0)
                .surroundings()
                .windows();
    }

    @Test
    void keepsWindowsOfDaysToo() {
        Kpi kpi = Kpis.kpi("gmv_1d_usd")
                .unit(Unit.USD)
                .grain(Grain.DAY)
                .windows("7d")
                .build();
        Snapshot snapshot = new World(kpi)
                .series("ES")
                .past(day(0), 2, at -> new double[] {(day(0).getEpochSecond() - at.getEpochSecond()) / 86_400})
                .taken(day(0), "ES");

        assertThat(snapshot.mean("7d")).isEqualTo(3);
        assertThat(snapshot.max("7d")).isEqualTo(6);
    }
}
