package dev.bellwether.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.kpi.Kpi;
import dev.bellwether.kpi.KpiId;
import dev.bellwether.kpi.Labels;
import dev.bellwether.testing.SampleKpis;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TimeZone;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link History} keeps its word on. */
public abstract class HistoryContract {

    protected static final Instant AT = Instant.parse("2026-11-22T10:00:00Z");
    protected static final double NONE = Double.NaN;

    protected final Kpi kpi = SampleKpis.hourly("shipment_within_promise_probability", "market", "carrier");
    protected History history;

    /** An empty history. */
    protected abstract History create();

    /** The same history as a fresh process finds it. */
    protected abstract History reopened();

    @BeforeEach
    void startEmpty() {
        history = create();
    }

    @Test
    void bringsBackValuesAndRatios() {
        var samples = new Samples(AT);
        samples.put(series("ES", "correo"), 0.41, NONE, NONE, 1700);
        samples.put(series("ES", "dhl"), 0.93, NONE, NONE, NONE);
        samples.put(series("PL", "inpost"), NONE, 17, 31, NONE);

        history.append(kpi, List.of(samples));

        Samples read = read(AT);
        assertThat(read.at()).isEqualTo(AT);
        assertThat(read.count()).isEqualTo(3);
        assertSame(read, samples);
        assertThat(read.value(2)).isEqualTo(17 / 31.0);
        assertThat(read.sample(2)).isEqualTo(31);
        assertThat(read.givenSample(2)).isNaN();
    }

    @Test
    void keepsAReadingWithADenominatorOfZero() {
        var samples = new Samples(AT);
        samples.put(series("ES", "correo"), NONE, 0, 0, NONE);

        history.append(kpi, List.of(samples));

        assertThat(read(AT).has(0)).isTrue();
        assertThat(read(AT).value(0)).isNaN();
        assertThat(read(AT).denominator(0)).isZero();
    }

    @Test
    void knowsNothingAtFirst() {
        assertThat(history.read(kpi.id(), List.of(AT))).isEmpty();
        assertThat(history.read(kpi.id(), List.of())).isEmpty();
        assertThat(history.newest(kpi.id())).isEmpty();
        assertThat(history.oldest(kpi.id())).isEmpty();
        assertThat(history.seriesOf(kpi).size()).isZero();
        history.dropBefore(AT);
    }

    @Test
    void takesAnInstantWithoutAnyReadingForUnknown() {
        history.append(kpi, List.of());
        history.append(kpi, List.of(new Samples(AT)));

        assertThat(history.read(kpi.id(), List.of(AT))).isEmpty();
        assertThat(history.newest(kpi.id())).isEmpty();
    }

    @Test
    void keepsAKpiWithoutDimensions() {
        Kpi total = SampleKpis.hourly("orders_total");
        var samples = new Samples(AT);
        samples.put(history.seriesOf(total).numberOf(new String[0]), 1234, NONE, NONE, NONE);

        history.append(total, List.of(samples));

        assertThat(history.read(total.id(), List.of(AT)).get(AT).value(0)).isEqualTo(1234);
        assertThat(reopened().seriesOf(total).series(0).labels()).isEqualTo(Labels.NONE);
    }

    @Test
    void keepsMoreSeriesThanOneBlockHolds() {
        Samples samples = random(AT, 513, new Random(1));

        history.append(kpi, List.of(samples));

        assertSame(read(AT), samples);
        assertThat(reopened().seriesOf(kpi).size()).isEqualTo(513);
    }

    @Test
    void keepsABlockWhoseFirstSeriesHaveNoReading() {
        random(AT, 1500, new Random(1));
        var samples = new Samples(AT);
        samples.put(1400, 1, NONE, NONE, NONE);

        history.append(kpi, List.of(samples));

        assertSame(read(AT), samples);
        assertThat(read(AT).size()).isEqualTo(1401);
        assertThat(read(AT).count()).isEqualTo(1);
    }

    @Test
    void refusesASeriesItDoesNotKnow() {
        var samples = new Samples(AT);
        samples.put(7, 1, NONE, NONE, NONE);

        assertThatThrownBy(() -> history.append(kpi, List.of(samples)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("series 7");
        assertThat(history.newest(kpi.id())).isEmpty();
    }

    @Test
    void readsManyInstantsAtOnceAndLeavesOutTheUnknown() {
        Samples first = random(AT, 600, new Random(1));
        Samples second = random(AT.plus(Duration.ofDays(7)), 600, new Random(2));
        history.append(kpi, List.of(first, second));

        Map<Instant, Samples> read =
                history.read(kpi.id(), List.of(AT, AT.plusSeconds(3600), AT.plus(Duration.ofDays(7))));

        assertThat(read).containsOnlyKeys(first.at(), second.at());
        assertSame(read.get(first.at()), first);
        assertSame(read.get(second.at()), second);
    }

    @Test
    void readsAnInstantNamedTwiceOnce() {
        Samples samples = random(AT, 3, new Random(1));
        history.append(kpi, List.of(samples));

        assertSame(history.read(kpi.id(), List.of(AT, AT)).get(AT), samples);
    }

    @Test
    void changesNothingWhenTheSameComesAgain() {
        Samples samples = random(AT, 600, new Random(1));
        history.append(kpi, List.of(samples));

        history.append(kpi, List.of(samples));

        assertSame(read(AT), samples);
        assertThat(read(AT).count()).isEqualTo(samples.count());
    }

    @Test
    void mergesWhatComesLater() {
        int correo = series("ES", "correo");
        int dhl = series("ES", "dhl");
        int inpost = series("PL", "inpost");
        history.append(kpi, List.of(one(AT, correo, 1), one(AT, dhl, 2)));

        history.append(kpi, List.of(one(AT, dhl, 20)));
        history.append(kpi, List.of(one(AT, inpost, 3)));

        Samples read = read(AT);
        assertThat(read.value(correo)).isEqualTo(1);
        assertThat(read.value(dhl)).isEqualTo(20);
        assertThat(read.value(inpost)).isEqualTo(3);
        assertThat(read.count()).isEqualTo(3);
    }

    @Test
    void correctsAValueIntoARatio() {
        int correo = series("ES", "correo");
        history.append(kpi, List.of(one(AT, correo, 1)));
        var corrected = new Samples(AT);
        corrected.put(correo, NONE, 1, 2, NONE);

        history.append(kpi, List.of(corrected));

        assertSame(read(AT), corrected);
    }

    @Test
    void isNotTouchedByWhatTheCallerDoesLater() {
        Samples samples = one(AT, series("ES", "correo"), 1);
        history.append(kpi, List.of(samples));

        samples.put(0, 2, NONE, NONE, NONE);

        assertThat(read(AT).value(0)).isEqualTo(1);
    }

    @Test
    void keepsEveryDoubleExactly() {
        double[] figures = {
            0,
            -0.0,
            1,
            -1,
            Integer.MAX_VALUE,
            Integer.MIN_VALUE,
            Integer.MAX_VALUE + 1.0,
            0.1 + 0.2,
            Double.MIN_VALUE,
            Double.MAX_VALUE,
            -Double.MAX_VALUE,
            Double.MIN_NORMAL,
            1e-9,
            9007199254740993.0
        };
        var all = new Samples(AT);
        for (int i = 0; i < figures.length; i++) {
            all.put(series("M" + i, "c"), figures[i], NONE, NONE, i % 2 == 0 ? NONE : figures[i]);
        }
        history.append(kpi, List.of(all));
        for (int i = 0; i < figures.length; i++) { // and each in a block of its own kind
            history.append(kpi, List.of(one(AT.plusSeconds(i + 1), i, figures[i])));
        }

        assertSame(read(AT), all);
        for (int i = 0; i < figures.length; i++) {
            double read = read(AT.plusSeconds(i + 1)).value(i);
            assertThat(Double.doubleToRawLongBits(read)).isEqualTo(Double.doubleToRawLongBits(figures[i]));
        }
    }

    @Test
    void keepsRandomSamplesThroughAppendsAndCorrections() {
        for (int seed = 0; seed < 10; seed++) {
            var random = new Random(seed);
            Instant at = AT.plusSeconds(3600L * seed);
            var expected = new Samples(at);
            for (int step = 0; step < 3; step++) {
                Samples news = random(at, 1 + random.nextInt(1300), random);
                expected.putAll(news);
                history.append(kpi, List.of(news));
            }
            assertSame(read(at), expected);
        }
    }

    @Test
    void keepsInstantsToTheMicrosecond() {
        Instant at = Instant.parse("2026-11-22T10:00:00.123456Z");
        int correo = series("ES", "correo");

        history.append(kpi, List.of(one(AT, correo, 1), one(at, correo, 2), one(at.plusMillis(1), correo, 3)));

        assertThat(read(AT).value(correo)).isEqualTo(1);
        assertThat(read(at).value(correo)).isEqualTo(2);
        assertThat(read(at.plusMillis(1)).value(correo)).isEqualTo(3);
        assertThat(history.newest(kpi.id())).contains(at.plusMillis(1));
    }

    @Test
    void doesNotCareForTheZoneOfTheMachine() {
        TimeZone usual = TimeZone.getDefault();
        Instant repeatedHour = Instant.parse("2026-10-25T00:30:00Z"); // 02:30 in Madrid, as is one hour later
        Instant gap = Instant.parse("2026-03-29T01:30:00Z");
        List<Instant> instants = List.of(repeatedHour, repeatedHour.plusSeconds(3600), gap, gap.plusSeconds(3600));
        try {
            TimeZone.setDefault(TimeZone.getTimeZone("Europe/Madrid"));
            int correo = series("ES", "correo");
            IntStream.range(0, instants.size())
                    .forEach(i -> history.append(kpi, List.of(one(instants.get(i), correo, i))));
            TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kolkata"));
            History elsewhere = reopened();

            Map<Instant, Samples> read = elsewhere.read(kpi.id(), instants);

            assertThat(read).containsOnlyKeys(instants);
            IntStream.range(0, instants.size())
                    .forEach(i ->
                            assertThat(read.get(instants.get(i)).value(correo)).isEqualTo(i));
            assertThat(elsewhere.oldest(kpi.id())).contains(gap);
            assertThat(elsewhere.newest(kpi.id())).contains(repeatedHour.plusSeconds(3600));
        } finally {
            TimeZone.setDefault(usual);
        }
    }

    @Test
    void numbersSeriesForGood() {
        int correo = series("ES", "correo");
        int dhl = series("ES", "dhl");
        history.append(kpi, List.of(one(AT, dhl, 1)));

        SeriesIndex found = reopened().seriesOf(kpi);

        assertThat(found.size()).isEqualTo(2);
        assertThat(found.series(correo).labels()).isEqualTo(Labels.of("market", "ES", "carrier", "correo"));
        assertThat(found.numberOf(new String[] {"ES", "dhl"})).isEqualTo(dhl);
        assertThat(found.numberOf(new String[] {"PL", "inpost"})).isEqualTo(2);
    }

    @Test
    void sharesOneIndexForEachKpi() {
        assertThat(history.seriesOf(kpi)).isSameAs(history.seriesOf(kpi));
        assertThat(history.seriesOf(SampleKpis.hourly("orders_total"))).isNotSameAs(history.seriesOf(kpi));
    }

    @Test
    void keepsHostileLabels() {
        List<String> hostile = List.of(
                "a\"b",
                "a\\b",
                "a\nb",
                "a\r\tb",
                "\u0000",
                "😀",
                "Correo Exprés",
                "顺丰",
                "{\"market\":\"ES\"}",
                "', --",
                " ",
                "\ud800",
                "\u2028",
                "x".repeat(200),
                "null");
        for (String market : hostile) {
            series(market, "");
        }
        history.append(kpi, List.of(one(AT, 0, 1)));

        SeriesIndex found = reopened().seriesOf(kpi);

        assertThat(found.size()).isEqualTo(hostile.size());
        for (int i = 0; i < hostile.size(); i++) {
            assertThat(found.series(i).labels().get("market")).isEqualTo(hostile.get(i));
            assertThat(found.numberOf(new String[] {hostile.get(i), ""})).isEqualTo(i);
        }
    }

    @Test
    void givesNewNumbersWhenAKpiLosesADimension() {
        int correo = series("ES", "correo");
        history.append(kpi, List.of(one(AT, correo, 1)));
        Kpi byMarket = SampleKpis.hourly(kpi.id().value(), "market");

        int spain = history.seriesOf(byMarket).numberOf(new String[] {"ES"});
        history.append(byMarket, List.of(one(AT.plusSeconds(3600), spain, 2)));

        assertThat(spain).isNotEqualTo(correo);
        assertThat(reopened().seriesOf(byMarket).series(spain).labels()).isEqualTo(Labels.of("market", "ES"));
        assertThat(reopened().seriesOf(kpi).numberOf(new String[] {"ES", "correo"}))
                .isEqualTo(correo);
    }

    @Test
    void keepsKpisApart() {
        Kpi other = SampleKpis.hourly("late_shipment_ratio", "market", "carrier");
        history.append(kpi, List.of(one(AT, series("ES", "correo"), 1)));
        history.seriesOf(other).numberOf(new String[] {"PL", "inpost"});
        history.append(other, List.of(one(AT.plusSeconds(60), 0, 2)));

        assertThat(history.read(kpi.id(), List.of(AT, AT.plusSeconds(60)))).containsOnlyKeys(AT);
        assertThat(history.newest(kpi.id())).contains(AT);
        assertThat(history.oldest(other.id())).contains(AT.plusSeconds(60));
    }

    @Test
    void dropsWhatIsOlder() {
        Kpi other = SampleKpis.hourly("orders_total");
        other = SampleKpis.hourly(other.id().value());
        int correo = series("ES", "correo");
        for (int hour = 0; hour < 4; hour++) {
            history.append(kpi, List.of(one(AT.plusSeconds(3600L * hour), correo, hour)));
        }
        history.seriesOf(other).numberOf(new String[0]);
        history.append(other, List.of(one(AT, 0, 1)));

        history.dropBefore(AT.plusSeconds(7200));

        assertThat(history.oldest(kpi.id())).contains(AT.plusSeconds(7200));
        assertThat(history.newest(kpi.id())).contains(AT.plusSeconds(10800));
        assertThat(history.newest(other.id())).isEmpty();
        assertThat(reopened().seriesOf(kpi).size()).isEqualTo(1);
    }

    @Test
    void letsManyReadWhileOneAppends() throws Exception {
        int series = 1100;
        var first = new Samples(AT);
        for (int i = 0; i < series; i++) {
            first.put(series("M" + i, "c"), 0, NONE, NONE, NONE);
        }
        history.append(kpi, List.of(first));
        var done = new AtomicBoolean();
        var readers = Executors.newFixedThreadPool(3);
        try {
            Callable<Integer> reader = () -> {
                int reads = 0;
                do {
                    Samples read = read(AT);
                    double figure = read.value(0);
                    for (int i = 0; i < series; i++) {
                        assertThat(read.value(i))
                                .as("series %s beside series 0", i)
                                .isEqualTo(figure);
                    }
                    reads++;
                } while (!done.get());
                return reads;
            };
            var readings = List.of(readers.submit(reader), readers.submit(reader), readers.submit(reader));
            for (int round = 1; round <= 30; round++) {
                var next = new Samples(AT);
                for (int i = 0; i < series; i++) {
                    next.put(i, round, NONE, NONE, NONE);
                }
                history.append(kpi, List.of(next));
            }
            done.set(true);
            for (var reading : readings) {
                assertThat(reading.get()).isPositive();
            }
        } finally {
            done.set(true);
            readers.shutdownNow();
        }
        assertThat(read(AT).value(series - 1)).isEqualTo(30);
    }

    protected int series(String market, String carrier) {
        return history.seriesOf(kpi).numberOf(new String[] {market, carrier});
    }

    protected Samples read(Instant at) {
        return history.read(kpi.id(), List.of(at)).get(at);
    }

    protected static Samples one(Instant at, int series, double value) {
        var samples = new Samples(at);
        samples.put(series, value, NONE, NONE, NONE);
        return samples;
    }

    /** Readings of all kinds for about two thirds of {@code size} series. */
    protected Samples random(Instant at, int size, Random random) {
        var samples = new Samples(at);
        for (int i = 0; i < size; i++) {
            int series = series("M" + i, "c");
            switch (random.nextInt(6)) {
                case 0 -> samples.put(series, random.nextGaussian(), NONE, NONE, NONE);
                case 1 -> samples.put(series, random.nextInt(), NONE, NONE, random.nextInt(1 << 20));
                case 2 -> samples.put(series, NONE, random.nextInt(100), random.nextInt(3), NONE);
                case 3 -> samples.put(series, NONE, random.nextDouble(), random.nextDouble(), random.nextInt(9));
                default -> {}
            }
        }
        samples.put(size - 1, 1, NONE, NONE, NONE);
        return samples;
    }

    protected static void assertSame(Samples actual, Samples expected) {
        assertThat(actual.count()).isEqualTo(expected.count());
        assertThat(figures(actual, expected.size())).isEqualTo(figures(expected, expected.size()));
    }

    private static Map<Integer, List<Double>> figures(Samples samples, int size) {
        var figures = new HashMap<Integer, List<Double>>();
        for (int series = 0; series < Math.max(size, samples.size()); series++) {
            if (samples.has(series)) {
                figures.put(
                        series,
                        List.of(
                                samples.givenValue(series),
                                samples.numerator(series),
                                samples.denominator(series),
                                samples.givenSample(series)));
            }
        }
        return figures;
    }

    protected KpiId id() {
        return kpi.id();
    }
}
