package dev.bellwether.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.alert.Breach;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The engine finds what records have, components and derived figures alike, by their bare names. */
class RecordFactsTest {

    @TempDir
    Path temporary;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "label(\"market\") == \"BR\"",
                "value == 90",
                "sample >= 50",
                "previous == 100",
                "change < -0.09",
                "lastWeek > 99",
                "expected == 100",
                "low < 91",
                "high >= 109.9",
                "weeks == 8",
                "deviation <= -0.09",
                "delta == -10",
                "z < -2.9",
                "hour == 0",
                "weekday == \"MONDAY\"",
                "ageSeconds < 60",
                "!missing",
                "missing == false"
            })
    void aConditionMayNameAFigureOfASnapshot(String condition) {
        var rules = new RuleDirectory(temporary)
                .write("a.drl", RuleDirectory.rule("Some", "kpi == \"orders_total\", " + condition));
        var snapshots = new TestSnapshots(TestKpis.ORDERS).add(90, 90, 100, 10 / 3.0, "market", "BR");

        try (RuleBase base = rules.load()) {
            assertThat(base.judge(snapshots).breaches())
                    .extracting(Breach::alertname)
                    .containsExactly("Some");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alertname == \"Some\"",
                "kpi == \"orders_total\"",
                "severity == \"high\"",
                "label(\"market\") == \"BR\"",
                "value >= 90",
                "expected == 100"
            })
    void aConditionMayNameAFigureOfABreach(String condition) {
        var rules = new RuleDirectory(temporary)
                .write(
                        "a.drl",
                        RuleDirectory.rule("Some", "kpi == \"orders_total\", value > 1") + """
                                  rule "Any" @severity("info") @owner("ops") @summary("{{count}}") @runbook("r.md")
                                  when $b : Breach( %s, $m : label("market") )
                                  then breaches.raise("market", $m, java.util.List.of($b)); end
                                  """.formatted(condition));
        var snapshots = new TestSnapshots(TestKpis.ORDERS).add(90, 90, 100, 10 / 3.0, "market", "BR");

        try (RuleBase base = rules.load()) {
            assertThat(base.judgeGroups(base.judge(snapshots).breaches(), snapshots.all(), TestSnapshots.AT)
                            .breaches())
                    .extracting(Breach::alertname)
                    .containsExactly("Any");
        }
    }
}
