package dev.bellwether.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.alert.AlertRule;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleTableTest {

    private static final String HEAD = "name,kpi,severity,owner,for,summary,runbook,market,sample >=,z <=,when,note\n";
    private static final String LATE =
            "LateBr,orders_total,high,ops,2 of 3,\"Orders in {{market}}, now {{value}}\",r.md,BR,100,-2.5,,ours\n";

    @TempDir
    Path temporary;

    private RuleDirectory rules;

    @BeforeEach
    void openDirectory() {
        rules = new RuleDirectory(temporary);
    }

    @Test
    void aRowIsARuleLikeAnyOther() {
        rules.writeText(
                "a.drl.csv",
                "# by market\n" + HEAD + LATE
                        + "\n"
                        + "LateElsewhere,orders_total,info,ops,,{{value}},r.md,US | CA,,,\"value < low, hour in (9, 10)\",\n");

        try (RuleBase base = rules.load()) {
            assertThat(base.rules()).extracting(AlertRule::name).containsExactly("LateBr", "LateElsewhere");
            assertThat(base.rule("LateBr").orElseThrow().place()).isEqualTo(temporary + "/a.drl.csv:3:1");
            assertThat(base.judge(new TestSnapshots(TestKpis.ORDERS)
                                    .add(50, 200, 100, 10, "market", "BR")
                                    .add(50, 200, 100, 10, "market", "US")
                                    .add(50, 99, 100, 10, "market", "BR"))
                            .breaches())
                    .extracting(breach -> breach.alertname() + breach.labels())
                    .containsExactly("LateBr{market=\"BR\"}");
        }
    }

    @Test
    void theNameStaysWhenRowsMove() {
        String other = LATE.replace("LateBr", "LateUs").replace(",BR,", ",US,");
        rules.writeText("a.drl.csv", HEAD + other + LATE);

        try (RuleBase base = rules.load()) {
            assertThat(base.rules()).extracting(AlertRule::name).containsExactlyInAnyOrder("LateBr", "LateUs");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "orders_total ~ orders_totl ~ a.drl.csv:2:8: unknown KPI \"orders_totl\"; did you mean \"orders_total\"?",
                "2 of 3 ~ 4 of 3 ~ a.drl.csv:2:30: @for(\"4 of 3\") cannot be read",
                "{{market}} ~ {{markt}} ~ a.drl.csv:2:37: unknown placeholder {{markt}}; did you mean \"market\"?",
                "-2.5 ~ low2 ~ a.drl.csv:2:87: unknown figure \"low2\"; did you mean \"low\"?",
                ",100, ~ ,-1, ~ a.drl.csv:2:83: \"sample >= -1\" holds whenever sample is known",
                "LateBr ~ late br ~ a.drl.csv:2:1: the rule name \"late br\" is not CamelCase",
                "LateBr ~ `` ~ a.drl.csv:2:1: has no name; fill in the cell",
                "sample >= ~ sampel >= ~ a.drl.csv:2:83: unknown figure \"sampel\"; did you mean \"sample\"?",
                "sample >= ~ sample at least ~ a.drl.csv:1:52: \"sample at least\" is no column; a condition ends in its",
                "name,kpi ~ name,kip ~ a.drl.csv:1:1: has no column \"kpi\"; a rule needs a name and a KPI",
                ",BR, ~ ,BR,,,,,,,,,,, ~ a.drl.csv:2:1: has 22 cells, the head has 12; a comma goes in quotes",
                "-2.5 ~ Runtime.getRuntime() ~ a.drl.csv:2:87: Runtime is not for rules",
                "-2.5 ~ 1 ) then System.exit(1); end rule X when $s : Snapshot( value > 1 ~ a.drl.csv:2:",
            })
    void aMistakeIsToldOfTheCell(String right, String wrong, String told) {
        rules.writeText("a.drl.csv", (HEAD + LATE).replace(right, wrong));

        assertThat(rules.mistakes()).contains(told).doesNotContain(".java", "Exception");
    }

    @Test
    void aTextStaysOneTextWhateverIsInIt() {
        rules.writeText("a.drl.csv", (HEAD + LATE).replace("{{market}}", "\"\") @severity(\"\"info\"\") \\"));

        try (RuleBase base = rules.load()) {
            AlertRule rule = base.rule("LateBr").orElseThrow();
            assertThat(rule.severity()).hasToString("high");
            assertThat(rule.summary()).contains("@severity(");
        }
    }

    @Test
    void anEmptyTableIsAMistake() {
        rules.writeText("a.drl.csv", HEAD);

        assertThat(rules.mistakes()).startsWith("a.drl.csv: holds no rule; write a head");
    }
}
