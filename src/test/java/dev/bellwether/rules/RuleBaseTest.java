package dev.bellwether.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.alert.AlertRule;
import dev.bellwether.alert.AlertRule.Scope;
import dev.bellwether.alert.Breach;
import dev.bellwether.alert.Condition;
import dev.bellwether.alert.HoldFor;
import dev.bellwether.alert.Severity;
import dev.bellwether.history.Snapshot;
import dev.bellwether.kpi.KpiId;
import dev.bellwether.kpi.Labels;
import dev.bellwether.kpi.Unit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuleBaseTest {

    private static final String SPIKE = """
            rule "ShippingDelaySpike"
              @severity("critical") @owner("logistics-ops") @for("2 of 3") @keepFiringFor("2d")
              @summary("{{market}} via {{carrier}}: {{value}} arrive in time, expected {{expected}}")
              @runbook("docs/runbooks/shipping-delay-spike.md")
            when
              $s : Snapshot( kpi == "shipment_within_promise_probability", sample >= 300,
                             delta <= -0.08, z <= -2.3, $m : label("market"), label("carrier") != "own" )
            then
              breaches.raise($s);
            end
            """;

    private static final String OUTAGE = """
            rule "CarrierOutageMultiMarket"
              @severity("critical") @owner("logistics-ops") @runbook("docs/runbooks/carrier-outage.md")
              @summary("{{carrier}} fails in {{count}} markets: {{market}}")
            when
              groupby( $b : Breach( alertname == "ShippingDelaySpike", $market : label("market"), $carrier : label("carrier") );
                       $c : $carrier;
                       $markets : distinct($market), $evidence : collectList($b);
                       $markets >= 3 )
            then
              breaches.raise("carrier", $c, $evidence);
            end
            """;

    @TempDir
    java.nio.file.Path temporary;

    private RuleDirectory rules;

    @BeforeEach
    void openDirectory() {
        rules = new RuleDirectory(temporary);
    }

    @Test
    void aBreachCarriesFiguresSummaryAndTheConditionsWithWhatTheySaw() {
        RuleBase base = rules.write("shipping.drl", SPIKE).load();
        var snapshots = new TestSnapshots(TestKpis.IN_TIME)
                .add(0.453, 412, 0.763, 0.05, "market", "BR", "carrier", "correio")
                .add(0.76, 412, 0.763, 0.05, "market", "ES", "carrier", "correio")
                .add(0.453, 299, 0.763, 0.05, "market", "PL", "carrier", "correio")
                .add(0.453, 412, 0.763, 0.05, "market", "PL", "carrier", "own");

        List<Breach> breaches = base.judge(snapshots).breaches();

        assertThat(breaches).hasSize(1);
        Breach breach = breaches.get(0);
        assertThat(breach.alertname()).isEqualTo("ShippingDelaySpike");
        assertThat(breach.labels()).isEqualTo(Labels.of("market", "BR", "carrier", "correio"));
        assertThat(breach.at()).isEqualTo(TestSnapshots.AT);
        assertThat(breach.figures().value()).isEqualTo(0.453);
        assertThat(breach.figures().sample()).isEqualTo(412);
        assertThat(breach.summary()).isEqualTo("BR via correio: 45.3 % arrive in time, expected 76.3 %");
        assertThat(breach.conditions())
                .containsExactly(
                        held("sample >= 300", "sample = 412", "112 past"),
                        held("delta <= -0.08", "delta = −31.0 points", "23.0 points past"),
                        held("z <= -2.3", "z = −6.2", "3.9 past"),
                        new Condition("label(\"carrier\") != \"own\"", "carrier = correio"));
    }

    private static Condition held(String written, String saw, String margin) {
        return new Condition(written, saw, true, margin, List.of());
    }

    @Test
    void aRuleSaysAllThatItsAnnotationsDo() {
        RuleBase base = rules.write("shipping.drl", SPIKE + OUTAGE).load();

        assertThat(base.rules())
                .extracting(AlertRule::name)
                .containsExactly("ShippingDelaySpike", "CarrierOutageMultiMarket");
        AlertRule spike = base.rule("ShippingDelaySpike").orElseThrow();
        assertThat(spike.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(spike.owner()).isEqualTo("logistics-ops");
        assertThat(spike.runbook()).isEqualTo("docs/runbooks/shipping-delay-spike.md");
        assertThat(spike.holdFor()).isEqualTo(new HoldFor.Often(2, 3));
        assertThat(spike.keepFiringFor()).isEqualTo(Duration.ofDays(2));
        assertThat(spike.scope()).isEqualTo(Scope.SERIES);
        assertThat(spike.kpis()).containsExactly(TestKpis.IN_TIME.id());
        assertThat(spike.place()).isEqualTo(temporary.resolve("shipping.drl") + ":7");
        AlertRule outage = base.rule("CarrierOutageMultiMarket").orElseThrow();
        assertThat(outage.scope()).isEqualTo(Scope.GROUP);
        assertThat(outage.kpis()).containsExactly(TestKpis.IN_TIME.id());
        assertThat(outage.holdFor()).isEqualTo(HoldFor.AT_ONCE);
        assertThat(base.groupRulesAt(TestKpis.IN_TIME.id())).containsExactly(outage);
        assertThat(base.groupRulesAt(TestKpis.ORDERS.id())).isEmpty();
        assertThat(base.groupInputs()).isEmpty();
        assertThat(base.judges(TestKpis.IN_TIME.id())).isTrue();
        assertThat(base.judges(TestKpis.ORDERS.id())).isFalse();
        assertThat(base.hash()).matches("[0-9a-f]{12}");
    }

    @Test
    void aGroupRuleJoinsWhatSeriesRulesRaised() {
        RuleBase base = rules.write("shipping.drl", SPIKE + OUTAGE).load();
        var snapshots = new TestSnapshots(TestKpis.IN_TIME);
        for (String market : List.of("BR", "PL", "ES")) {
            snapshots.add(0.4, 400, 0.8, 0.05, "market", market, "carrier", "correio");
        }
        snapshots.add(0.4, 400, 0.8, 0.05, "market", "BR", "carrier", "cainiao");

        List<Breach> standing = base.judge(snapshots).breaches();
        List<Breach> groups =
                base.judgeGroups(standing, List.of(), TestSnapshots.AT).breaches();

        assertThat(standing).hasSize(4);
        assertThat(groups).hasSize(1);
        Breach breach = groups.get(0);
        assertThat(breach.labels()).isEqualTo(Labels.of("carrier", "correio"));
        assertThat(breach.summary()).isEqualTo("correio fails in 3 markets: BR, ES, PL");
        assertThat(breach.figures().value()).isEqualTo(3);
        assertThat(breach.figures().unit()).isEqualTo(Unit.COUNT);
        assertThat(breach.figures().expected()).isNaN();
        assertThat(breach.evidence()).hasSize(3).contains(Labels.of("market", "ES", "carrier", "correio"));
        assertThat(breach.conditions())
                .containsExactly(
                        new Condition("$markets >= 3", "$markets = 3"),
                        new Condition(
                                "$b : Breach( alertname == \"ShippingDelaySpike\", $market : label(\"market\"),"
                                        + " $carrier : label(\"carrier\") )",
                                "correio: BR, ES, PL"));
        assertThat(base.judgeGroups(standing.subList(0, 2), List.of(), TestSnapshots.AT)
                        .breaches())
                .as("stateless: what stood before does not count")
                .isEmpty();
    }

    @Test
    void aFileMayHoldNothingButRules() {
        RuleBase base = rules.writeText("bare.drl", SPIKE + OUTAGE).load();
        var snapshots = new TestSnapshots(TestKpis.IN_TIME).add(0.4, 400, 0.8, 0.05, "market", "BR", "carrier", "own2");

        assertThat(base.judge(snapshots).breaches()).hasSize(1);
        assertThat(base.rule("ShippingDelaySpike").orElseThrow().place())
                .as("lines are those of the file")
                .isEqualTo(temporary.resolve("bare.drl") + ":1");
    }

    @Test
    void aGroupRuleMayJoinSnapshots() {
        RuleBase base = rules.write("orders.drl", """
                        rule "OrdersFallWhereShipmentsAreLate"
                          @severity("high") @owner("ops") @summary("{{market}}: {{value}} orders") @runbook("r.md")
                        when
                          Snapshot( kpi == "late_shipment_ratio", value > 0.3, $market : label("market") )
                          $s : Snapshot( kpi == "orders_total", label("market") == $market, deviation < -0.2 )
                        then
                          breaches.raise($s);
                        end
                        """).load();
        List<Snapshot> snapshots = List.of(
                TestSnapshots.snapshot(TestKpis.LATE, 0.4, 900, 0.1, 0.02, "market", "BR"),
                TestSnapshots.snapshot(TestKpis.LATE, 0.1, 900, 0.1, 0.02, "market", "ES"),
                TestSnapshots.snapshot(TestKpis.ORDERS, 700, 700, 1000, 50, "market", "BR"),
                TestSnapshots.snapshot(TestKpis.ORDERS, 700, 700, 1000, 50, "market", "ES"));

        List<Breach> breaches =
                base.judgeGroups(List.of(), snapshots, TestSnapshots.AT).breaches();

        assertThat(base.groupInputs()).containsExactly(TestKpis.LATE.id(), TestKpis.ORDERS.id());
        assertThat(breaches).extracting(Breach::summary).containsExactly("BR: 700 orders");
        assertThat(breaches.get(0).conditions())
                .contains(held("deviation < -0.2", "deviation = −30.0 %", "10.0 % past"));
    }

    @Test
    void agreesWithPlainJavaOnRandomSnapshots() {
        RuleBase base = rules.write(
                        "orders.drl",
                        RuleDirectory.rule("BelowBand", "kpi == \"orders_total\", sample >= 100, value < low")
                                + RuleDirectory.rule("EitherWay", "kpi == \"orders_total\", z <= -3 || change > 0.5")
                                + RuleDirectory.rule(
                                        "NotInSpain",
                                        "kpi == \"orders_total\", label(\"market\") not in (\"ES\", \"FR\"), value >= 400")
                                + RuleDirectory.rule("Gone", "kpi == \"orders_total\", missing")
                                + RuleDirectory.rule(
                                        "Bound",
                                        "kpi == \"orders_total\", $v : value, expected > $v, weeks == 8, !(sample < 500)"))
                .load();
        List<Snapshot> all = random(10_000);
        var snapshots = new TestSnapshots(TestKpis.ORDERS);
        all.forEach(snapshots::add);

        List<Breach> breaches = base.judge(snapshots).breaches();

        Set<String> expected = new HashSet<>();
        for (Snapshot s : all) {
            if (!s.hasValue() && !s.missing()) {
                continue;
            }
            if (s.sample() >= 100 && s.value() < s.low()) {
                expected.add("BelowBand" + s.labels());
            }
            if (s.z() <= -3 || s.change() > 0.5) {
                expected.add("EitherWay" + s.labels());
            }
            if (!List.of("ES", "FR").contains(s.label("market")) && s.value() >= 400) {
                expected.add("NotInSpain" + s.labels());
            }
            if (s.missing()) {
                expected.add("Gone" + s.labels());
            }
            if (s.expected() > s.value() && s.weeks() == 8 && !(s.sample() < 500)) {
                expected.add("Bound" + s.labels());
            }
        }
        Set<String> raised =
                breaches.stream().map(b -> b.alertname() + b.labels()).collect(Collectors.toSet());
        assertThat(expected).hasSizeGreaterThan(2_000);
        assertThat(expected.stream().filter(name -> !raised.contains(name)))
                .as("not raised")
                .isEmpty();
        assertThat(raised.stream().filter(name -> !expected.contains(name)))
                .as("raised for nothing")
                .isEmpty();
    }

    private static List<Snapshot> random(int count) {
        var random = new Random(42);
        List<Snapshot> all = new ArrayList<>();
        String[] markets = {"ES", "FR", "BR", "PL"};
        for (int i = 0; i < count; i++) {
            String[] labels = {"market", markets[random.nextInt(4)], "series", Integer.toString(i)};
            double value = random.nextInt(10) == 0 ? Double.NaN : random.nextInt(1_000);
            double expected = random.nextInt(10) == 0 ? Double.NaN : random.nextInt(1_000);
            all.add(
                    random.nextInt(50) == 0
                            ? TestSnapshots.missing(TestKpis.ORDERS, labels)
                            : TestSnapshots.snapshot(
                                    TestKpis.ORDERS,
                                    value,
                                    random.nextInt(20) == 0 ? Double.NaN : random.nextInt(1_000),
                                    expected,
                                    random.nextInt(200),
                                    labels));
        }
        return all;
    }

    @Test
    void severalThreadsSayTheSameAsOne() {
        rules.write("orders.drl", RuleDirectory.rule("BelowBand", "kpi == \"orders_total\", value < low"));
        var snapshots = new TestSnapshots(TestKpis.ORDERS);
        random(15_000).forEach(snapshots::add);
        ExecutorService helpers = Executors.newFixedThreadPool(3);
        try (RuleBase serial = rules.load();
                RuleBase parallel = new RuleLoader(helpers, 4, 100_000).load(rules.path(), TestKpis.ALL)) {
            List<String> alone = serial.judge(snapshots).breaches().stream()
                    .map(Breach::summary)
                    .toList();

            assertThat(parallel.judge(snapshots).breaches())
                    .extracting(Breach::summary)
                    .isEqualTo(alone);
        } finally {
            helpers.shutdown();
        }
    }

    @Test
    void aPoolThatRefusesHelpMakesNoDifference() {
        rules.write("orders.drl", RuleDirectory.rule("BelowBand", "kpi == \"orders_total\", value < low"));
        var snapshots = new TestSnapshots(TestKpis.ORDERS);
        random(5_000).forEach(snapshots::add);
        var loader = new RuleLoader(
                task -> {
                    throw new RejectedExecutionException("full");
                },
                2);

        try (RuleBase base = loader.load(rules.path(), TestKpis.ALL)) {
            assertThat(base.judge(snapshots).breaches()).isNotEmpty();
        }
    }

    @Test
    @DisplayName("AC 54: a rule that raises two alerts with one identity fails, and the others are judged")
    void aRuleThatRaisesAnAlertTwiceFailsAndNoOther() {
        RuleBase base = rules.write(
                        "orders.drl",
                        RuleDirectory.rule("Some", "kpi == \"orders_total\", value > 1")
                                + RuleDirectory.rule("Many", "kpi == \"orders_total\", value > 5"))
                .load();
        var snapshots = new TestSnapshots(TestKpis.ORDERS)
                .add(5, 5, 5, 1, "market", "BR")
                .add(6, 6, 6, 1, "market", "BR");

        Judgement judgement = base.judge(snapshots);

        assertThat(judgement.breaches()).extracting(Breach::alertname).containsExactly("Many");
        assertThat(judgement.failures().keySet()).containsExactly("Some");
        assertThat(judgement.failures().get("Some"))
                .hasMessage("rule \"Some\" raises the alert {market=\"BR\"} more than once in one tick;"
                        + " gather its evidence by groupby");
    }

    @Test
    void aJoinThatMatchesWithoutEndIsStoppedAndNamed() {
        RuleBase base = rules.write("wild.drl", """
                        rule "Wild" @severity("info") @owner("ops") @summary("{{count}}") @runbook("r.md")
                        when
                          $a : Snapshot( kpi == "orders_total", value > 1 )
                          $b : Snapshot( kpi == "orders_total", value > 1 )
                        then
                          breaches.raise("market", "all", java.util.List.of($a, $b));
                        end
                        """).load();
        List<Snapshot> snapshots = IntStream.range(0, 500)
                .mapToObj(i -> TestSnapshots.snapshot(TestKpis.ORDERS, 9, 9, 9, 1, "market", "m" + i))
                .toList();

        Judgement judgement = base.judgeGroups(List.of(), snapshots, TestSnapshots.AT);

        assertThat(judgement.failures()).containsOnlyKeys("Wild");
        assertThat(judgement.failures().get("Wild")).hasMessageContaining("matches without end");
    }

    @Test
    void aRuleThatThrowsKeepsNothingElseFromBeingJudged() {
        RuleBase base = rules.write(
                        "orders.drl",
                        RuleDirectory.rule("Fine", "kpi == \"orders_total\", value > 1")
                                + RuleDirectory.rule(
                                        "Fragile",
                                        "kpi == \"orders_total\", value > 1, label(\"market\").substring(2) == \"x\""))
                .load();
        var snapshots = new TestSnapshots(TestKpis.ORDERS)
                .add(5, 5, 5, 1, "market", "x")
                .add(5, 5, 5, 1, "market", "aax");

        Judgement judgement = base.judge(snapshots);

        assertThat(judgement.failures()).containsOnlyKeys("Fragile");
        assertThat(judgement.failures().get("Fragile")).hasMessageContaining("StringIndexOutOfBounds");
        assertThat(judgement.breaches())
                .extracting(breach -> breach.alertname() + breach.label("market"))
                .containsExactlyInAnyOrder("Finex", "Fineaax", "Fragileaax");
    }

    @Test
    void aGroupRuleThatThrowsIsNamed() {
        RuleBase base = rules.write("orders.drl", """
                        rule "Fragile" @severity("info") @owner("ops") @summary("{{market}}") @runbook("r.md")
                        when
                          $a : Snapshot( kpi == "orders_total", label("market").substring(2) != "y" )
                          Snapshot( kpi == "orders_total", this != $a )
                        then
                          breaches.raise($a);
                        end
                        """).load();
        List<Snapshot> snapshots = List.of(TestSnapshots.snapshot(TestKpis.ORDERS, 9, 9, 9, 1, "market", "x"));

        assertThat(base.judgeGroups(List.of(), snapshots, TestSnapshots.AT).failures())
                .containsOnlyKeys("Fragile");
    }

    @Test
    void aSnapshotWithoutValueIsNotJudgedUnlessItIsMissing() {
        RuleBase base = rules.write("orders.drl", RuleDirectory.rule("Odd", "kpi == \"orders_total\", !(value > 5)"))
                .load();
        var snapshots = new TestSnapshots(TestKpis.ORDERS)
                .add(Double.NaN, 5, 5, 1, "market", "ES")
                .add(TestSnapshots.missing(TestKpis.ORDERS, "market", "BR"));

        assertThat(base.judge(snapshots).breaches())
                .extracting(Breach::labels)
                .containsExactly(Labels.of("market", "BR"));
    }

    @Test
    void ofAStormOnlySoManyBreachesAreToldOneByOne() {
        rules.write("orders.drl", RuleDirectory.rule("All", "kpi == \"orders_total\", value > 1"));
        RuleBase base = new RuleLoader(Runnable::run, 1, 5).load(rules.path(), TestKpis.ALL);
        var snapshots = new TestSnapshots(TestKpis.ORDERS);
        IntStream.range(0, 50).forEach(i -> snapshots.add(i, 9, 9, 1, "market", "m" + (10 + i)));

        Judgement judgement = base.judge(snapshots);

        assertThat(judgement.breaches()).hasSize(6);
        Breach storm = judgement.breaches().get(5);
        assertThat(storm.alertname()).isEqualTo("AlertStorm");
        assertThat(storm.labels()).isEqualTo(Labels.of("rule", "All"));
        assertThat(storm.severity()).isEqualTo("high");
        assertThat(storm.summary())
                .isEqualTo("All matches 48 of 50 series at once; 5 of them are told one by one. Is its limit wrong?");
        assertThat(judgement.untold().get("All")).hasSize(43).doesNotContain(storm.labels());
    }

    @Test
    void aKpiWithoutRulesCostsNothing() {
        RuleBase base = rules.write("orders.drl", RuleDirectory.rule("Some", "kpi == \"orders_total\", value > 1"))
                .load();
        var untouched = new TestSnapshots(TestKpis.LATE) {
            @Override
            public List<Snapshot> chunk(int from, int to) {
                throw new AssertionError("snapshots are taken for nothing");
            }
        };
        untouched.add(1, 1, 1, 1);

        assertThat(base.judge(untouched).breaches()).isEmpty();
        assertThat(base.judges(new KpiId("late_shipment_ratio"))).isFalse();
    }
}
