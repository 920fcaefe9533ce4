package dev.bellwether.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.alert.Breach;
import dev.bellwether.alert.Condition;
import dev.bellwether.history.Baseline;
import dev.bellwether.history.Series;
import dev.bellwether.history.Snapshot;
import dev.bellwether.kpi.Labels;
import dev.bellwether.limit.Limits;
import dev.bellwether.limit.LimitsReader;
import dev.bellwether.problem.Problems;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplanationTest {

    private static final String TABLE = """
            limit,market,value,valid_from,note
            fall_max,,-0.08,,
            fall_max,BR,-0.2,,their carriers are slow
            """;

    private static final Limits LIMITS = LimitsReader.read("limits.csv", TABLE, new Problems());

    @TempDir
    Path temporary;

    private RuleDirectory rules;

    @BeforeEach
    void openDirectory() {
        rules = new RuleDirectory(temporary).writeText("limits.csv", TABLE);
    }

    private static String line(Condition condition) {
        return (condition.holds() ? "+ " : "- ") + condition.written() + " | " + condition.saw()
                + (condition.margin().isEmpty() ? "" : " | " + condition.margin())
                + condition.parts().stream()
                        .map(part -> " [" + line(part) + "]")
                        .collect(Collectors.joining());
    }

    private static Snapshot at(double value, double sample, double expected, double sigma, String... labels) {
        Snapshot plain = TestSnapshots.snapshot(TestKpis.IN_TIME, value, sample, expected, sigma, labels);
        return new Snapshot(
                plain.definition(),
                plain.series(),
                plain.at(),
                plain.reading(),
                plain.previous(),
                plain.lastWeek(),
                plain.baseline(),
                LIMITS,
                plain.zone(),
                plain.ageSeconds(),
                plain.missing());
    }

    @Test
    void tellsOfEachConditionWhatItSawAndHowNearItWas() {
        RuleBase base = rules.write(
                        "a.drl",
                        RuleDirectory.rule(
                                "Slow",
                                "kpi == \"shipment_within_promise_probability\", sample >= 300,"
                                        + " delta <= limit(\"fall_max\"), z <= -2 || value < 0.5"))
                .load();

        assertThat(base.explain("Slow", at(0.70, 250, 0.80, 0.02, "market", "BR")).stream()
                        .map(ExplanationTest::line))
                .containsExactly(
                        "- sample >= 300 | sample = 250 | 50 short",
                        "- delta <= limit(\"fall_max\") | delta = −10.0 points, limit fall_max = −20.0 points"
                                + " | 10.0 points short",
                        "+ z <= -2 || value < 0.5 | z = −5.0, value = 70.0 %"
                                + " [+ z <= -2 | z = −5.0 | 3.0 past] [- value < 0.5 | value = 70.0 % | 20.0 points short]");
    }

    @Test
    void namesTheNearestMissFirst() {
        RuleBase base = rules.write(
                        "a.drl",
                        RuleDirectory.rule(
                                "Slow",
                                "kpi == \"shipment_within_promise_probability\", delta <= limit(\"fall_max\"),"
                                        + " value < 0.9, sample >= 300"))
                .load();

        assertThat(base.nearestMissFirst("Slow", at(0.70, 290, 0.80, 0.02, "market", "BR")).stream()
                        .map(Condition::written))
                .containsExactly("sample >= 300", "delta <= limit(\"fall_max\")", "value < 0.9");
    }

    @Test
    void saysNotWhereARuleWantsThatThereIsNothing() {
        RuleBase base = rules.write(
                        "a.drl",
                        RuleDirectory.rule("Slow", "kpi == \"shipment_within_promise_probability\", value < 0.5") + """
                        rule "OneCarrier" @severity("critical") @owner("ops") @summary("{{carrier}}") @runbook("r.md")
                        when
                          groupby( $b : Breach( alertname == "Slow", $market : label("market"), $carrier : label("carrier") )
                                   and not Breach( alertname == "Slow", label("market") == $market, label("carrier") != $carrier );
                                   $failing : $carrier; $markets : distinct($market), $evidence : collectList($b);
                                   $markets >= 2 )
                        then breaches.raise("carrier", $failing, $evidence); end
                        """)
                .load();
        var snapshots = new TestSnapshots(TestKpis.IN_TIME)
                .add(0.4, 500, 0.9, 0.01, "market", "BR", "carrier", "correo")
                .add(0.4, 500, 0.9, 0.01, "market", "ES", "carrier", "correo")
                .add(0.4, 500, 0.9, 0.01, "market", "ES", "carrier", "dhl");
        List<Breach> standing = base.judge(snapshots).breaches();

        assertThat(base.explainGroup("OneCarrier", Labels.of("carrier", "correo"), standing, List.of()).stream()
                        .map(ExplanationTest::line))
                .anyMatch(line -> line.startsWith("- not Breach(") && line.contains("carrier=\"dhl\""));
        List<Breach> alone = standing.subList(0, 2);
        assertThat(base.explainGroup("OneCarrier", Labels.of("carrier", "correo"), alone, List.of()).stream()
                        .map(ExplanationTest::line))
                .anyMatch(line -> line.startsWith("+ not Breach(") && line.contains("none"));
        assertThat(base.judgeGroups(alone, List.of(), TestSnapshots.AT)
                        .breaches()
                        .get(0)
                        .conditions())
                .anyMatch(condition -> condition.written().startsWith("not Breach(")
                        && condition.saw().equals("none"));
    }

    /** Conditions of every kind that rules are written with. */
    private static final List<String> CONDITIONS = List.of(
            "sample >= 300, delta <= limit(\"fall_max\")",
            "z <= -2.3 || z >= 2.3",
            "value > high && weeks >= 4",
            "!(value > 0.5), label(\"market\") in (\"BR\", \"ES\")",
            "value < expected * 0.8 - 0.01, (hour < 6 || missing == false)",
            "Math.abs(delta) > 0.1, label(\"carrier\") != \"own\"",
            "missing",
            "change <= -0.2, lastWeek > 0, $v : value",
            "deviation < -0.3 || (deviation < -0.1 && sample > 1000), weekday != \"SUNDAY\"",
            "label(\"market\") matches \"[A-F].\", value <= low",
            "value == 0.5 || denominator > 10");

    @Test
    void agreesWithTheEngineOnThousandsOfSnapshots() {
        var text = new StringBuilder();
        for (int i = 0; i < CONDITIONS.size(); i++) {
            text.append(RuleDirectory.rule(
                    "Rule" + i, "kpi == \"shipment_within_promise_probability\", " + CONDITIONS.get(i)));
        }
        RuleBase base = new RuleLoader(Runnable::run, 1, 10_000)
                .load(rules.write("a.drl", text.toString()).path(), TestKpis.ALL);
        var snapshots = new TestSnapshots(TestKpis.IN_TIME);
        var random = new Random(20261122);
        for (int i = 0; i < 2_000; i++) {
            snapshots.add(snapshot(i, random));
        }

        List<String> raised = base.judge(snapshots).breaches().stream()
                .map(breach -> breach.alertname() + breach.labels())
                .sorted()
                .toList();

        List<String> explained = new ArrayList<>();
        for (Snapshot snapshot : snapshots.all()) {
            for (int i = 0; i < CONDITIONS.size(); i++) {
                if (base.explain("Rule" + i, snapshot).stream().allMatch(Condition::holds)) {
                    explained.add("Rule" + i + snapshot.labels());
                }
            }
        }
        assertThat(explained).hasSizeGreaterThan(4_000).doesNotHaveDuplicates();
        assertThat(explained.stream().sorted().toList()).isEqualTo(raised);
        assertThat(base.judge(snapshots).breaches()).allMatch(ExplanationTest::heldInAllParts);
    }

    /** A part of an or may fail; what the whole says may not. */
    private static boolean heldInAllParts(Breach breach) {
        return breach.conditions().stream().allMatch(Condition::holds);
    }

    private static Snapshot snapshot(int number, Random random) {
        boolean missing = random.nextInt(20) == 0;
        double nan = Double.NaN;
        var reading = missing
                ? new Snapshot.Reading(nan, nan, nan, nan)
                : new Snapshot.Reading(
                        pick(random, 0.5, random.nextDouble()),
                        nan,
                        pick(random, nan, random.nextInt(20)),
                        pick(random, 300, random.nextInt(2000)));
        double expected = pick(random, nan, random.nextDouble());
        var labels = Labels.of(
                "market", List.of("BR", "ES", "US", "IL").get(random.nextInt(4)),
                "carrier", random.nextBoolean() ? "own" : "",
                "series", Integer.toString(number));
        return new Snapshot(
                TestKpis.IN_TIME,
                new Series(number, labels),
                TestSnapshots.AT,
                reading,
                pick(random, 0, random.nextDouble()),
                pick(random, nan, random.nextDouble()),
                Double.isNaN(expected)
                        ? Baseline.NONE
                        : new Baseline(expected, random.nextDouble() / 10, random.nextInt(9)),
                LIMITS,
                ZoneOffset.UTC,
                0,
                missing);
    }

    private static double pick(Random random, double seldom, double else_) {
        return random.nextInt(8) == 0 ? seldom : else_;
    }
}
