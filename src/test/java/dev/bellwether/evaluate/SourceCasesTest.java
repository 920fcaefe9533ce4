package dev.bellwether.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.alert.Alert;
import dev.bellwether.alert.AlertState;
import dev.bellwether.alert.InMemoryAlerts;
import dev.bellwether.evaluate.Evaluation.Outcome;
import dev.bellwether.history.InMemoryHistory;
import dev.bellwether.history.Samples;
import dev.bellwether.kpi.Grain;
import dev.bellwether.kpi.Kpi;
import dev.bellwether.kpi.KpiId;
import dev.bellwether.kpi.Labels;
import dev.bellwether.kpi.Markets;
import dev.bellwether.kpi.SampleReceiver;
import dev.bellwether.kpi.Unit;
import dev.bellwether.kpi.Window;
import dev.bellwether.rules.RuleBook;
import dev.bellwether.rules.RuleLoader;
import dev.bellwether.source.MetricSource;
import dev.bellwether.source.SourceException;
import dev.bellwether.source.SourceException.Retry;
import dev.bellwether.testing.Kpis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What ill sources do to alerts and history. The names begin with the number of the case. */
class SourceCasesTest {

    private static final Instant NOW = Instant.parse("2026-11-02T12:00:00Z");
    private static final int MARKETS = 10;

    private static RuleBook rules;

    private final InMemoryHistory history = new InMemoryHistory();
    private final InMemoryAlerts alerts = new InMemoryAlerts();
    private final List<Evaluation> told = new ArrayList<>();
    private final ScriptedSource source = new ScriptedSource();
    private final Set<KpiId> known = Set.of(new KpiId("late_shipment_ratio"));
    private Kpi kpi = late().build();
    private CatchUp catchUp = catchUp(Integer.MAX_VALUE);

    @BeforeAll
    static void compile(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("late.drl"), """
                package late;

                import dev.bellwether.alert.Breach;
                import dev.bellwether.history.Snapshot;
                import accumulate dev.bellwether.rules.DistinctCount distinct;
                global dev.bellwether.rules.Breaches breaches;

                rule "LateShipmentSpike"
                  @severity("high") @owner("seller-success") @summary("{{market}}: {{value}} late") @runbook("r.md")
                when
                  $s : Snapshot( kpi == "late_shipment_ratio", value >= 0.3 )
                then
                  breaches.raise($s);
                end

                rule "LateEverywhere"
                  @severity("critical") @owner("logistics-ops") @summary("late in {{count}} markets") @runbook("r.md")
                when
                  groupby( $b : Breach( alertname == "LateShipmentSpike", $kpi : kpi, $market : label("market") );
                           $k : $kpi;
                           $n : distinct($market), $evidence : collectList($b);
                           $n >= 2 )
                then
                  breaches.raise("kpi_id", $k, $evidence);
                end
                """);
        rules = new RuleBook(folder, new RuleLoader());
        assertThat(rules.reload(List.of(late().build()), NOW).problems()).isEmpty();
    }

    @AfterAll
    static void close() {
        rules.close();
    }

    @Test
    void s1AHungSourceIsGivenUpAndNotAskedAgainInTheSameTick() {
        run(NOW);
        source.failing(hour(1), Retry.LATER, 9);

        run(hour(1));

        assertThat(last().outcome()).isEqualTo(Outcome.SOURCE_FAILED);
        assertThat(source.asked(hour(1))).isEqualTo(1);
        run(hour(2));
        assertThat(last().at()).isEqualTo(hour(1));
        source.healed();
        run(hour(2));
        assertThat(last().outcome()).isEqualTo(Outcome.OK);
    }

    @Test
    void s2AnAnswerThatBreaksOffIsAskedForOnceMoreAndNoHalfOfItKept() {
        run(NOW);
        source.failing(hour(1), Retry.WORTH_IT, 1);

        run(hour(1));

        assertThat(source.asked(hour(1))).isEqualTo(2);
        assertThat(last().outcome()).isEqualTo(Outcome.OK);
        assertThat(readings(hour(1))).hasSize(MARKETS);
    }

    @Test
    void s2AnAnswerThatBreaksOffTwiceLeavesNothingBehind() {
        source.set(hour(0), 1, 0.5);
        run(NOW);
        source.failing(hour(1), Retry.WORTH_IT, 2);

        run(hour(1));

        assertThat(source.asked(hour(1))).isEqualTo(2);
        assertThat(last().outcome()).isEqualTo(Outcome.SOURCE_FAILED);
        assertThat(readings(hour(1))).isEmpty();
        assertThat(firing()).containsExactly("LateShipmentSpike");
    }

    @Test
    void s3FourOfTenSeriesMissingIsOneAlertAndEndsNone() {
        source.set(hour(0), 1, 0.5).set(hour(0), 2, 0.5);
        run(NOW);
        assertThat(firing()).containsExactly("LateEverywhere", "LateShipmentSpike", "LateShipmentSpike");

        IntStream.range(1, 5).forEach(market -> source.silent(hour(1), market));
        run(hour(1));

        assertThat(last().coverage().of(SeriesOutcome.NO_DATA)).isEqualTo(4);
        assertThat(firing())
                .containsExactly("LateEverywhere", "LateShipmentSpike", "LateShipmentSpike", "SnapshotIncomplete");
        assertThat(alert("SnapshotIncomplete").latest().summary())
                .isEqualTo("warehouse: late_shipment_ratio has 60 % of the series that usually come."
                        + " What stands of it is frozen since 2026-11-02T13:00:00Z");

        run(hour(2));
        assertThat(firing()).isEmpty();
    }

    @Test
    void s4ASeriesThatVanishesKeepsItsAlertAndIsNoAlarmOfItsOwn() {
        source.set(hour(0), 1, 0.5);
        run(NOW);
        for (int hour = 1; hour <= 30; hour++) {
            source.silent(hour(hour), 1);
            run(hour(hour));
        }

        assertThat(last().coverage().of(SeriesOutcome.NO_DATA)).isEqualTo(1);
        assertThat(firing()).containsExactly("LateShipmentSpike");
        assertThat(alert("LateShipmentSpike").judgedAt()).isEqualTo(hour(0));
    }

    @Test
    void s5ARowThatComesWithinTheFreshnessIsJudged() {
        run(NOW);
        source.allSilent(hour(1)).set(hour(1), 1, 0.5);
        source.hidden(hour(1));
        run(hour(1));
        assertThat(last().outcome()).isEqualTo(Outcome.NO_DATA);

        source.shown(hour(1));
        run(hour(1).plus(Duration.ofMinutes(30)));

        assertThat(last().at()).isEqualTo(hour(1));
        assertThat(firing()).contains("LateShipmentSpike");
    }

    @Test
    void s5ARowThatComesAfterTheFreshnessIsLearnedAndNeverJudged() {
        kpi = late().freshness(Duration.ofMinutes(45)).build();
        run(NOW);
        source.set(hour(1), 1, 0.5).hidden(hour(1));
        run(hour(1));

        source.shown(hour(1));
        run(hour(1).plus(Duration.ofMinutes(50)));

        assertThat(last().outcome()).isEqualTo(Outcome.LATE);
        assertThat(last().coverage().of(SeriesOutcome.LATE)).isEqualTo(MARKETS);
        assertThat(readings(hour(1))).hasSize(MARKETS);
        assertThat(firing()).doesNotContain("LateShipmentSpike");
        assertThat(alerts.evaluatedUpTo(kpi.id())).contains(hour(1));
    }

    @Test
    void s5AGrainThatOnlyWeAskedForTooLateIsJudged() {
        kpi = late().freshness(Duration.ofMinutes(45)).build();
        run(NOW);
        source.set(hour(1), 1, 0.5);

        run(hour(1).plus(Duration.ofMinutes(50)));

        assertThat(last().outcome()).isEqualTo(Outcome.OK);
        assertThat(firing()).containsExactly("LateShipmentSpike");
    }

    @Test
    void s5ASeriesThatComesAfterItsTickIsLearnedForItsOwnSlotAndChangesNoAlert() {
        run(NOW);
        source.set(hour(1), 1, 0.5).silent(hour(1), 1);
        run(hour(1));
        assertThat(readings(hour(1))).hasSize(MARKETS - 1);

        source.shown(hour(1)).set(hour(1), 1, 0.5);
        run(hour(2));

        assertThat(readings(hour(1))).hasSize(MARKETS).contains(0.5);
        assertThat(alerts.active()).isEmpty();
        assertThat(told).extracting(Evaluation::at).endsWith(hour(1), hour(2));
    }

    @Test
    void s5AFigureThatMovesUntilItIsMatureIsLearnedAsItCameToRest() {
        kpi = late().maturity(Duration.ofHours(2)).build();
        run(NOW);

        source.set(hour(0), 3, 0.25);
        run(hour(1));
        assertThat(readings(hour(0))).doesNotContain(0.25);
        run(hour(2));

        assertThat(readings(hour(0))).contains(0.25);
        assertThat(alerts.active()).isEmpty();
    }

    @Test
    void s6TheSameSnapshotTwiceChangesNothing() {
        source.set(hour(0), 1, 0.5).doubled();

        run(NOW);
        List<Alert> before = alerts.active();
        run(NOW.plusSeconds(5));

        assertThat(last().outcome()).isEqualTo(Outcome.OK);
        assertThat(last().series()).isEqualTo(MARKETS);
        assertThat(alerts.active()).isEqualTo(before).hasSize(1);
        assertThat(readings(hour(0))).hasSize(MARKETS);
    }

    @Test
    void s7WhatIsNoNumberIsNeitherJudgedNorLearned() {
        source.set(hour(0), 2, 0.5);
        run(NOW);
        source.set(hour(1), 1, Double.NaN)
                .set(hour(1), 2, Double.POSITIVE_INFINITY)
                .set(hour(1), 3, Double.NEGATIVE_INFINITY)
                .set(hour(1), 4, Double.MIN_VALUE);

        run(hour(1));

        assertThat(last().outcome()).isEqualTo(Outcome.PARTIAL);
        assertThat(last().coverage().of(SeriesOutcome.ERROR)).isEqualTo(3);
        assertThat(last().trouble()).contains("3 of 10 rows cannot be used", "m2: value Infinity is no finite number");
        assertThat(readings(hour(1))).hasSize(MARKETS - 3).contains(Double.MIN_VALUE);
        assertThat(firing()).contains("LateShipmentSpike");
    }

    @Test
    void s8WhatLiesOutsideTheRangeIsNeitherJudgedNorLearned() {
        run(NOW);
        source.set(hour(1), 1, 1.5).set(hour(1), 2, -0.1);

        run(hour(1));

        assertThat(last().coverage().of(SeriesOutcome.ERROR)).isEqualTo(2);
        assertThat(last().trouble())
                .contains("m1: value 1.5 lies outside the range [0.0, 1.0]", "m2: value -0.1 lies outside");
        assertThat(readings(hour(1))).hasSize(MARKETS - 2);
        assertThat(alerts.active()).isEmpty();
    }

    @Test
    void s10RowsOfTheFutureOrOfLastWeekAreRefused() {
        run(NOW);
        source.add(hour(1), "m1", hour(9), 0.9).add(hour(1), "m2", hour(-168), 0.9);

        run(hour(1));

        assertThat(last().outcome()).isEqualTo(Outcome.PARTIAL);
        assertThat(last().trouble()).contains("2 of 12 rows cannot be used", "lies outside the window asked for");
        assertThat(readings(hour(9))).isEmpty();
        assertThat(readings(hour(-168))).doesNotContain(0.9);
    }

    @Test
    void s11NothingNewIsOneAlertOnceTheFreshnessIsOver() {
        kpi = late().freshness(Duration.ofMinutes(45)).build();
        run(NOW);
        source.hidden(hour(1));
        run(hour(1));
        assertThat(firing()).isEmpty();

        run(hour(1).plus(Duration.ofMinutes(46)));

        assertThat(last().outcome()).isEqualTo(Outcome.LATE);
        assertThat(firing()).containsExactly("SourceLate");
        assertThat(alert("SourceLate").latest().summary())
                .isEqualTo("warehouse: late_shipment_ratio has nothing for the grain that ended at"
                        + " 2026-11-02T13:00:00Z. What stands of it is frozen since 2026-11-02T13:00:00Z");
        run(hour(2));
        assertThat(firing()).isEmpty();
    }

    @Test
    void s11TheVerySameFiguresForThreeGrainsAreACopyThatStandsStill() {
        run(NOW);
        for (int hour = 1; hour <= 3; hour++) {
            for (int market = 0; market < MARKETS; market++) {
                source.set(hour(hour), market, 0.1 + market / 100.0);
            }
            run(hour(hour));
        }

        assertThat(firing()).containsExactly("SourceLate");
        assertThat(alert("SourceLate").latest().summary()).contains("has had the very same figures for 3 grains");
        run(hour(4));
        assertThat(firing()).isEmpty();
    }

    @Test
    void s14ANewSeriesBeyondTheCapIsRefusedAndTheKnownOnesGoOn() {
        catchUp = catchUp(MARKETS);
        run(NOW);
        source.add(hour(1), "3f6c-uuid", hour(1), 0.9)
                .add(hour(1), "77ab-uuid", hour(1), 0.9)
                .set(hour(1), 1, 0.5);

        run(hour(1));

        assertThat(last().outcome()).isEqualTo(Outcome.PARTIAL);
        assertThat(last().trouble())
                .contains("3f6c-uuid: a new series beside the 10 allowed; is there an id among the dimensions?");
        assertThat(history.seriesOf(kpi).size()).isEqualTo(MARKETS);
        assertThat(firing()).containsExactly("LateShipmentSpike");
    }

    @Test
    void aSourceThatIsDownIsOneAlertAndFreezesTheOthers() {
        source.set(hour(0), 1, 0.5);
        run(NOW);
        source.failing(hour(1), Retry.WORTH_IT, 99);
        run(hour(1));
        run(hour(1).plusSeconds(60));
        assertThat(firing()).containsExactly("LateShipmentSpike");

        run(hour(1).plusSeconds(180));

        assertThat(firing()).containsExactly("LateShipmentSpike", "SourceDown");
        assertThat(alert("SourceDown").labels()).isEqualTo(Labels.of("source", "warehouse"));
        assertThat(alert("SourceDown").latest().summary())
                .isEqualTo("warehouse: broken off. What stands of it is frozen since 2026-11-02T13:00:00Z");
        source.healed();
        run(hour(1).plusSeconds(240));
        assertThat(firing()).isEmpty();
    }

    @Test
    void anAlertOnASourceOutlivesARestartUntilItsKpisAreJudgedAgain() {
        run(NOW);
        source.failing(hour(1), Retry.WORTH_IT, 99);
        run(hour(1));
        run(hour(1).plusSeconds(180));
        assertThat(firing()).containsExactly("SourceDown");

        catchUp = catchUp(Integer.MAX_VALUE); // knows nothing
        run(hour(1).plusSeconds(200));
        assertThat(firing()).containsExactly("SourceDown");
        source.healed();
        run(hour(1).plusSeconds(220));
        assertThat(firing()).isEmpty();
    }

    private static Kpis late() {
        return Kpis.kpi("late_shipment_ratio")
                .unit(Unit.RATIO)
                .grain(Grain.HOUR)
                .dimensions("market")
                .range(0, 1);
    }

    private CatchUp catchUp(int mostSeries) {
        var evaluator = new Evaluator(history, rules, alerts, new Standing(), Runnable::run, told::add, mostSeries);
        return new CatchUp(
                evaluator, new BackFill(history, mostSeries), alerts, 3, new SourceWatch(alerts, () -> known, 0.7));
    }

    private void run(Instant now) {
        catchUp.run(kpi, source, Markets.NONE, now);
    }

    private static Instant hour(int hours) {
        return NOW.plus(Duration.ofHours(hours));
    }

    private Evaluation last() {
        return told.get(told.size() - 1);
    }

    private List<Double> readings(Instant at) {
        Samples samples = history.read(kpi.id(), List.of(at)).getOrDefault(at, new Samples(at));
        return IntStream.range(0, samples.size())
                .filter(samples::has)
                .mapToObj(samples::value)
                .toList();
    }

    private Alert alert(String name) {
        return alerts.active().stream()
                .filter(alert -> alert.alertname().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private List<String> firing() {
        return alerts.active().stream()
                .filter(alert -> alert.state() == AlertState.FIRING)
                .map(Alert::alertname)
                .sorted()
                .toList();
    }

    /** Ten markets, each with a share that wavers a little from hour to hour, and what a test writes over it. */
    private static final class ScriptedSource implements MetricSource {

        private record Row(String market, Instant at, double share) {}

        private final Map<String, Double> written = new HashMap<>();
        private final Set<String> silent = new HashSet<>();
        private final Set<Instant> hidden = new HashSet<>();
        private final Map<Instant, List<Row>> added = new HashMap<>();
        private final Map<Instant, Integer> asked = new HashMap<>();
        private final Map<Instant, Integer> failures = new HashMap<>();
        private Retry retry = Retry.WORTH_IT;
        private boolean isDoubled;

        ScriptedSource set(Instant at, int market, double share) {
            written.put("m" + market + at, share);
            return this;
        }

        ScriptedSource silent(Instant at, int market) {
            silent.add("m" + market + at);
            return this;
        }

        ScriptedSource allSilent(Instant at) {
            IntStream.range(2, MARKETS).forEach(market -> silent(at, market));
            return this;
        }

        ScriptedSource hidden(Instant at) {
            hidden.add(at);
            return this;
        }

        ScriptedSource shown(Instant at) {
            hidden.remove(at);
            silent.removeIf(key -> key.endsWith(at.toString()));
            return this;
        }

        /** Answers a question about the grain with a row of another time or market too. */
        ScriptedSource add(Instant asked, String market, Instant at, double share) {
            added.computeIfAbsent(asked, key -> new ArrayList<>()).add(new Row(market, at, share));
            return this;
        }

        ScriptedSource doubled() {
            isDoubled = true;
            return this;
        }

        /** Breaks off after half of the rows, so many times. */
        void failing(Instant at, Retry advice, int times) {
            retry = advice;
            failures.put(at, times);
        }

        void healed() {
            failures.clear();
        }

        int asked(Instant at) {
            return asked.getOrDefault(at, 0);
        }

        @Override
        public String name() {
            return "warehouse";
        }

        @Override
        public void fetch(Kpi kpi, Window window, SampleReceiver receiver) {
            asked.merge(window.to(), 1, Integer::sum);
            boolean fails = failures.merge(window.to(), -1, Integer::sum) >= 0;
            for (Instant at = kpi.next(window.from()); !at.isAfter(window.to()); at = kpi.next(at)) {
                for (int market = 0; market < MARKETS && !hidden.contains(at); market++) {
                    if (fails && market == MARKETS / 2) {
                        throw new SourceException("broken off", retry);
                    }
                    hand(receiver, "m" + market, at, kpi);
                }
            }
            added.getOrDefault(window.to(), List.of())
                    .forEach(row -> receiver.accept(
                            new String[] {row.market()},
                            row.at().toEpochMilli(),
                            row.share(),
                            Double.NaN,
                            Double.NaN,
                            1000));
        }

        private void hand(SampleReceiver receiver, String market, Instant at, Kpi kpi) {
            if (silent.contains(market + at)) {
                return;
            }
            long hours = at.getEpochSecond() / 3600;
            double usual = 0.1 + market.charAt(1) % 10 / 100.0 + hours % 7 / 1000.0;
            double share = written.getOrDefault(market + at, usual);
            for (int i = 0; i < (isDoubled ? 2 : 1); i++) {
                receiver.accept(new String[] {market}, at.toEpochMilli(), share, Double.NaN, Double.NaN, 1000);
            }
        }
    }
}
