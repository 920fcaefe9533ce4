package dev.bellwether.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.alert.Condition;
import dev.bellwether.history.Snapshot;
import dev.bellwether.history.Surroundings;
import dev.bellwether.history.Windows;
import dev.bellwether.kpi.Kpi;
import dev.bellwether.kpi.Unit;
import dev.bellwether.testing.Kpis;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SurroundingsInRulesTest {

    private static final Kpi KEEPING = Kpis.kpi("late_shipment_ratio")
            .unit(Unit.RATIO)
            .windows("24h", "7d")
            .drifting()
            .build();

    @TempDir
    Path temporary;

    private RuleDirectory rules;

    @BeforeEach
    void openDirectory() {
        rules = new RuleDirectory(temporary);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "significant",
                "significant == true, driftUp >= 8",
                "driftDown < 1",
                "phase == \"hangover\"",
                "phase not in (\"teaser\", \"open\")",
                "holiday != \"\", mature",
                "value > 1.5 * mean(\"24h\")",
                "value >= max(\"7d\"), value - mean(\"7d\") > 3 * stddev(\"7d\")",
                "value > Math.max(mean(\"24h\"), min(\"7d\"))"
            })
    void aConditionMayAskWhatStandsAround(String condition) {
        assertThat(raised(condition)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"!significant", "driftUp > 10", "phase == \"\"", "!mature", "value < mean(\"24h\")"})
    void andFindItOtherwise(String condition) {
        assertThat(raised(condition)).isZero();
    }

    @Test
    void anExplanationTellsTheFiguresOfWindows() {
        rules.write("a.drl", RuleDirectory.rule("Late", "kpi == \"late_shipment_ratio\", value > 4 * mean(\"24h\")"));
        try (RuleBase base = rules.load(List.of(KEEPING))) {
            Condition condition = base.explain("Late", snapshot()).get(0);

            assertThat(condition.holds()).isFalse();
            assertThat(condition.saw()).isEqualTo("value = 30.0 %, mean of 24h = 10.0 %");
        }
    }

    @Test
    void whatTheKpiDoesNotKeepIsAMistake() {
        rules.write(
                "a.drl",
                RuleDirectory.rule("One", "kpi == \"late_shipment_ratio\", value > mean(\"24h\")")
                        + RuleDirectory.rule("Two", "kpi == \"late_shipment_ratio\", driftUp >= 8"));

        assertThat(rules.mistakes())
                .isEqualTo(
                        "a.drl:9:62: KPI \"late_shipment_ratio\" keeps no window \"24h\"; add windows: [24h] to it in"
                                + " kpis/\n"
                                + "a.drl:13:48: KPI \"late_shipment_ratio\" adds up no drift; add drift: true to it in kpis/");
    }

    private int raised(String condition) {
        rules.write("a.drl", RuleDirectory.rule("Late", "kpi == \"late_shipment_ratio\", " + condition));
        try (RuleBase base = rules.load(List.of(KEEPING))) {
            return base.judge(new TestSnapshots(KEEPING).add(snapshot()))
                    .breaches()
                    .size();
        }
    }

    private static Snapshot snapshot() {
        Snapshot plain = TestSnapshots.snapshot(KEEPING, 0.3, 1000, 0.1, 0.02, "market", "ES");
        var windows = new Windows(
                List.of("24h", "7d"),
                List.of(new Windows.Figures(0.1, 0.02, 0.05, 0.3), new Windows.Figures(0.1, 0.03, 0.04, 0.3)));
        return new Snapshot(
                plain.definition(),
                plain.series(),
                plain.at(),
                plain.reading(),
                plain.previous(),
                plain.lastWeek(),
                plain.baseline(),
                plain.limits(),
                plain.zone(),
                plain.ageSeconds(),
                plain.missing(),
                new Surroundings(true, 9, 0, "hangover", "Christmas", windows));
    }
}
