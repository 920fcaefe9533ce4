package dev.bellwether.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.alert.Alert;
import dev.bellwether.alert.AlertState;
import dev.bellwether.alert.InMemoryAlerts;
import dev.bellwether.evaluate.Evaluation.Outcome;
import dev.bellwether.evaluate.Explainer.Explained;
import dev.bellwether.history.InMemoryHistory;
import dev.bellwether.kpi.Grain;
import dev.bellwether.kpi.Kpi;
import dev.bellwether.kpi.Labels;
import dev.bellwether.kpi.Markets;
import dev.bellwether.kpi.SampleReceiver;
import dev.bellwether.kpi.Unit;
import dev.bellwether.kpi.Window;
import dev.bellwether.rules.RuleBook;
import dev.bellwether.rules.RuleLoader;
import dev.bellwether.source.MetricSource;
import dev.bellwether.source.SourceException;
import dev.bellwether.testing.Kpis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluatorTest {

    private static final Instant NOW = Instant.parse("2026-11-02T12:00:00Z");
    private static final Kpi LATE = Kpis.kpi("late_shipment_ratio")
            .unit(Unit.RATIO)
            .grain(Grain.HOUR)
            .dimensions("market")
            .build();

    private final InMemoryHistory history = new InMemoryHistory();
    private final InMemoryAlerts alerts = new InMemoryAlerts();
    private final Standing standing = new Standing();
    private final List<Evaluation> told = new ArrayList<>();
    private final WrittenSource source = new WrittenSource();
    private Evaluator evaluator;
    private CatchUp catchUp;

    private static RuleBook rules;

    @BeforeAll
    static void compile(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("late.drl"), """
                package late;

                import dev.bellwether.alert.Breach;
                import dev.bellwether.history.Snapshot;
                import accumulate dev.bellwether.rules.DistinctCount distinct;
                global dev.bellwether.rules.Breaches breaches;

                rule "LateShipmentSpike"
                  @severity("high") @owner("seller-success") @summary("{{market}}: {{value}} late, {{expected}} is usual")
                  @runbook("docs/runbooks/late-shipment-spike.md")
                when
                  $s : Snapshot( kpi == "late_shipment_ratio", sample >= 100, delta >= 0.05, z >= 3 )
                then
                  breaches.raise($s);
                end

                rule "LateEverywhere"
                  @severity("critical") @owner("logistics-ops") @summary("late in {{count}} markets: {{market}}")
                  @runbook("docs/runbooks/late-everywhere.md")
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
        assertThat(rules.reload(List.of(LATE), NOW).problems()).isEmpty();
    }

    @AfterAll
    static void close() {
        rules.close();
    }

    @BeforeEach
    void prepare() {
        evaluator = new Evaluator(history, rules, alerts, standing, Runnable::run, told::add);
        catchUp = new CatchUp(evaluator, new BackFill(history), alerts, 3);
        source.steady("BR", 0.10).steady("ES", 0.08).steady("PL", 0.09);
    }

    @Test
    void fillsThePastAndJudgesTheNewestThreeGrainsOnTheFirstStart() {
        run(NOW);

        assertThat(told).extracting(Evaluation::at).containsExactly(hour(-2), hour(-1), hour(0));
        assertThat(told).extracting(Evaluation::outcome).containsOnly(Outcome.OK);
        assertThat(history.oldest(LATE.id()).orElseThrow()).isBefore(NOW.minus(Duration.ofDays(56)));
        assertThat(alerts.active()).isEmpty();
    }

    @Test
    void judgesEachGrainOnce() {
        run(NOW);
        run(NOW.plusSeconds(60));
        run(hour(1));

        assertThat(told).extracting(Evaluation::at).containsExactly(hour(-2), hour(-1), hour(0), hour(1));
    }

    @Test
    void firesForTheSeriesThatLeavesItsBandAndForNoOther() {
        source.at("BR", hour(0), 0.30);

        run(NOW);

        assertThat(alerts.active()).singleElement().satisfies(alert -> {
            assertThat(alert.alertname()).isEqualTo("LateShipmentSpike");
            assertThat(alert.labels().get("market")).isEqualTo("BR");
            assertThat(alert.state()).isEqualTo(AlertState.FIRING);
            assertThat(alert.latest().summary()).isEqualTo("BR: 30.0 % late, 10.0 % is usual");
            assertThat(alert.latest().figures().expected()).isEqualTo(0.1);
        });
    }

    @Test
    void judgesByThePastThatWasReadAhead() {
        source.at("BR", hour(0), 0.30).at("BR", hour(1), 0.30);
        run(NOW);
        evaluator.prepare(LATE, Markets.NONE, hour(1));

        run(hour(1));

        assertThat(alerts.active()).singleElement().satisfies(alert -> {
            assertThat(alert.judgedAt()).isEqualTo(hour(1));
            assertThat(alert.latest().figures().expected()).isEqualTo(0.1);
        });
    }

    @Test
    void resolvesOnASoundReadingOnly() {
        source.at("BR", hour(0), 0.30).silent("BR", hour(1));
        run(NOW);

        run(hour(1));
        assertThat(firing()).containsExactly("LateShipmentSpike");

        run(hour(2));
        assertThat(firing()).isEmpty();
    }

    @Test
    void changesNothingWhenTheSourceFails() {
        source.at("BR", hour(0), 0.30);
        run(NOW);

        source.down = true;
        run(hour(1));

        assertThat(last().outcome()).isEqualTo(Outcome.SOURCE_FAILED);
        assertThat(last().trouble()).contains("the warehouse is down");
        assertThat(firing()).containsExactly("LateShipmentSpike");
        assertThat(alerts.evaluatedUpTo(LATE.id())).contains(hour(0));
    }

    @Test
    void catchesUpInOrderOnceTheSourceIsBack() {
        run(NOW);
        source.down = true;
        run(hour(1));
        run(hour(2));
        source.down = false;
        told.clear();

        run(hour(6));

        assertThat(told).extracting(Evaluation::at).containsExactly(hour(4), hour(5), hour(6));
        assertThat(history.read(LATE.id(), List.of(hour(1), hour(2), hour(3)))).hasSize(3); // kept, not judged
    }

    @Test
    void leavesASeriesAloneWhoseRowIsNoReading() {
        source.at("BR", hour(0), 0.30).at("BR", hour(1), Double.NaN).at("ES", hour(1), 0.30);
        run(NOW);

        run(hour(1));

        assertThat(last().outcome()).isEqualTo(Outcome.PARTIAL);
        assertThat(last().trouble()).contains("BR").contains("NaN");
        assertThat(alerts.active())
                .extracting(alert -> alert.labels().get("market"))
                .contains("BR", "ES");
    }

    @Test
    void judgesNothingWithoutARowAndTriesTheGrainAgain() {
        run(NOW);
        source.silent("BR", hour(1)).silent("ES", hour(1)).silent("PL", hour(1));

        run(hour(1));
        assertThat(last().outcome()).isEqualTo(Outcome.NO_DATA);

        source.loud(hour(1));
        run(hour(1).plusSeconds(30));
        assertThat(last().outcome()).isEqualTo(Outcome.OK);
        assertThat(alerts.evaluatedUpTo(LATE.id())).contains(hour(1));
    }

    @Test
    void joinsSeriesInAGroupRuleAndLetsGoWhenTheyRecover() {
        source.at("BR", hour(0), 0.30).at("ES", hour(0), 0.40);

        run(NOW);
        assertThat(firing()).containsExactly("LateEverywhere", "LateShipmentSpike", "LateShipmentSpike");
        assertThat(alerts.activeOfGroups().get(0).latest().summary()).isEqualTo("late in 2 markets: BR, ES");

        run(hour(1));
        assertThat(firing()).isEmpty();
    }

    @Test
    void doesNoHarmWhenATickIsJudgedAgainAfterACrash() {
        source.at("BR", hour(0), 0.30);
        run(NOW);
        List<Alert> before = alerts.active();
        var evaluator = new Evaluator(history, rules, alerts, standing, Runnable::run, told::add);

        Evaluation again = evaluator.evaluate(LATE, source, Markets.NONE, hour(0));

        assertThat(again.transitions()).isEmpty();
        assertThat(alerts.active()).isEqualTo(before);
    }

    @Test
    void explainsAnySeriesAtAnyJudgedHour() {
        source.at("BR", hour(0), 0.30).at("ES", hour(0), 0.1295);
        run(NOW);
        var explainer = new Explainer(history, standing);

        try (var lease = rules.lease()) {
            var rule = lease.base().rule("LateShipmentSpike").orElseThrow();
            List<Explained> all = explainer.explain(rule, LATE, Markets.NONE, Labels.NONE, hour(0), lease.base());

            assertThat(all)
                    .extracting(one -> one.labels().get("market"))
                    .startsWith("BR")
                    .hasSize(3);
            assertThat(all.get(0).breached()).isTrue();
            assertThat(all.get(0).summary()).isEqualTo("BR: 30.0 % late, 10.0 % is usual");
            Explained spain = explainer
                    .explain(rule, LATE, Markets.NONE, Labels.of("market", "ES"), hour(0), lease.base())
                    .get(0);
            assertThat(spain.breached()).isFalse();
            assertThat(spain.conditions().get(0).written()).isEqualTo("delta >= 0.05");
            assertThat(spain.conditions().get(0).margin()).endsWith("points short");
            assertThat(explainer.explain(rule, LATE, Markets.NONE, Labels.NONE, hour(50), lease.base()))
                    .as("not judged yet")
                    .isEmpty();
            var group = lease.base().rule("LateEverywhere").orElseThrow();
            assertThat(explainer.explainGroup(group, Labels.NONE, lease.base()).breached())
                    .isFalse();
            assertThat(explainer.explainGroup(group, Labels.NONE, lease.base()).conditions())
                    .anySatisfy(condition -> assertThat(condition.saw()).contains("BR"));
        }
    }

    @Test
    void aRuleThatThrowsChangesNoneOfItsAlerts(@TempDir Path folder) throws IOException {
        // of a reading that is no whole per cent it asks for a letter that is not there
        Files.writeString(folder.resolve("a.drl"), """
                rule "Fragile" @severity("high") @owner("ops") @summary("{{market}}") @runbook("r.md")
                when $s : Snapshot( kpi == "late_shipment_ratio", value > 0.2 || value == 0.111 && label("market").substring(7) == "x" )
                then breaches.raise($s); end
                """);
        try (var book = new RuleBook(folder, new RuleLoader())) {
            assertThat(book.reload(List.of(LATE), NOW).problems()).isEmpty();
            var evaluator = new Evaluator(history, book, alerts, standing, Runnable::run, told::add);
            catchUp = new CatchUp(evaluator, new BackFill(history), alerts, 3);
            source.at("BR", hour(0), 0.30).at("ES", hour(0), 0.30).at("BR", hour(1), 0.111);
            run(NOW);
            assertThat(firing()).hasSize(2);

            run(hour(1));

            assertThat(last().outcome()).isEqualTo(Outcome.PARTIAL);
            assertThat(last().trouble()).contains("Fragile");
            assertThat(firing()).as("nothing is known of its alerts").hasSize(2);
            run(hour(2));
            assertThat(firing()).isEmpty();
        }
    }

    private void run(Instant now) {
        catchUp.run(LATE, source, Markets.NONE, now);
    }

    private static Instant hour(int hours) {
        return NOW.plus(Duration.ofHours(hours));
    }

    private Evaluation last() {
        return told.get(told.size() - 1);
    }

    private List<String> firing() {
        return alerts.active().stream()
                .filter(alert -> alert.state() == AlertState.FIRING)
                .map(Alert::alertname)
                .sorted()
                .toList();
    }

    /** Steady shares of a thousand orders an hour, with a past that wavers a little and exceptions by the hour. */
    private static final class WrittenSource implements MetricSource {

        private static final double NO_ROW = Double.NEGATIVE_INFINITY;

        private final TreeMap<String, Double> usual = new TreeMap<>();
        private final TreeMap<String, Double> exceptions = new TreeMap<>();
        private boolean down;

        WrittenSource steady(String market, double share) {
            usual.put(market, share);
            return this;
        }

        WrittenSource at(String market, Instant at, double share) {
            exceptions.put(market + at, share);
            return this;
        }

        WrittenSource silent(String market, Instant at) {
            return at(market, at, NO_ROW);
        }

        void loud(Instant at) {
            exceptions.keySet().removeIf(key -> key.endsWith(at.toString()));
        }

        @Override
        public String name() {
            return "warehouse";
        }

        @Override
        public void fetch(Kpi kpi, Window window, SampleReceiver receiver) {
            if (down) {
                throw new SourceException("the warehouse is down", SourceException.Retry.WORTH_IT);
            }
            for (Instant at = kpi.next(window.from()); !at.isAfter(window.to()); at = kpi.next(at)) {
                for (String market : usual.keySet()) {
                    double share = exceptions.getOrDefault(market + at, usual.get(market));
                    if (share != NO_ROW) {
                        receiver.accept(
                                new String[] {market}, at.toEpochMilli(), Double.NaN, share * 1000, 1000, Double.NaN);
                    }
                }
            }
        }
    }
}
