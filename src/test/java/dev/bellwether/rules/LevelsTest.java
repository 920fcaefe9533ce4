package dev.bellwether.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.alert.AlertRule;
import dev.bellwether.alert.Breach;
import dev.bellwether.alert.Severity;
import dev.bellwether.alert.Word;
import dev.bellwether.history.Snapshot;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rises of severity and the condition to clear, as rules write them. */
class LevelsTest {

    @TempDir
    Path home;

    private RuleDirectory rules;

    @BeforeEach
    void prepare() {
        rules = new RuleDirectory(home);
    }

    private static String rule(String remarks) {
        return """
                rule "OrdersLow" @severity("warning") @owner("ops") @summary("{{market}}: {{value}}") @runbook("r.md")
                  %s
                when
                  $s : Snapshot( kpi == "orders_total", value < 90 )
                then breaches.raise($s); end
                """.formatted(remarks);
    }

    private static Snapshot orders(double value) {
        return TestSnapshots.snapshot(TestKpis.ORDERS, value, 100, 100, 10, "market", "BR");
    }

    private static List<Severity> levels(RuleBase base, double... values) {
        return java.util.Arrays.stream(values)
                .mapToObj(value -> base.judge(new TestSnapshots(TestKpis.ORDERS).add(orders(value))))
                .flatMap(judgement -> judgement.breaches().stream())
                .map(Breach::level)
                .toList();
    }

    @Test
    void aReadingIsAsBadAsTheHighestRiseThatHolds() {
        RuleBase base = rules.write("orders.drl", rule("""
                        @high( value < 70 )
                          @critical( value < 50, sample >= 100, label("market") in ("BR", "ES") ) @for("2 of 3")
                        """)).load();

        assertThat(levels(base, 80, 60, 40)).containsExactly(Severity.WARNING, Severity.HIGH, Severity.CRITICAL);
        assertThat(base.rule("OrdersLow").orElseThrow().levels().rises())
                .containsExactly(
                        new AlertRule.Rise(Severity.HIGH, "value < 70"),
                        new AlertRule.Rise(
                                Severity.CRITICAL, "value < 50, sample >= 100, label(\"market\") in (\"BR\", \"ES\")"));
    }

    @Test
    void aRiseThatAsksForWhatIsNotKnownDoesNotHold() {
        RuleBase base = rules.write("orders.drl", rule("@critical( z < -1 )")).load();
        Snapshot young = TestSnapshots.snapshot(TestKpis.ORDERS, 40, 100, Double.NaN, Double.NaN, "market", "BR");

        var judgement = base.judge(new TestSnapshots(TestKpis.ORDERS).add(young));

        assertThat(judgement.breaches()).extracting(Breach::level).containsExactly(Severity.WARNING);
    }

    @Test
    void aReadingIsClearOnlyWhereAllOfItHolds() {
        RuleBase base = rules.write("orders.drl", rule("@clear( value >= 0.95 * expected, sample > 10 )"))
                .load();

        assertThat(base.wordOf("OrdersLow", orders(92)).kind()).isEqualTo(Word.Kind.NEAR);
        Word clear = base.wordOf("OrdersLow", orders(96));
        assertThat(clear.kind()).isEqualTo(Word.Kind.GOOD);
        assertThat(clear.figures().value()).isEqualTo(96);
        assertThat(base.explainLevels("OrdersLow", orders(92))
                        .get("clear")
                        .get(0)
                        .margin())
                .isEqualTo("3 short");
    }

    @Test
    void aRuleAboutSeveralSeriesRisesByHowManyTheyAre() {
        String group = """
                rule "LowInMany" @severity("high") @owner("ops") @summary("{{count}}") @runbook("r.md")
                  @critical( count >= 3 )
                when
                  groupby( $b : Breach( alertname == "OrdersLow", $kpi : kpi, $market : label("market") );
                           $k : $kpi; $n : distinct($market), $evidence : collectList($b); $n >= 2 )
                then breaches.raise("kpi_id", $k, $evidence); end
                """;
        RuleBase base = rules.write("orders.drl", rule("") + group).load();
        List<Breach> standing = List.of("BR", "ES", "PL").stream()
                .map(market -> TestSnapshots.snapshot(TestKpis.ORDERS, 40, 100, 100, 10, "market", market))
                .flatMap(snapshot -> base.judge(new TestSnapshots(TestKpis.ORDERS).add(snapshot)).breaches().stream())
                .toList();

        assertThat(base.judgeGroups(standing.subList(0, 2), List.of(), TestSnapshots.AT)
                        .breaches())
                .extracting(Breach::level)
                .containsExactly(Severity.HIGH);
        assertThat(base.judgeGroups(standing, List.of(), TestSnapshots.AT).breaches())
                .extracting(Breach::level)
                .containsExactly(Severity.CRITICAL);
    }

    @Test
    void tellsEveryMistakeByItsPlace() {
        assertThat(mistakes("@critical( valeu < 50 )"))
                .isEqualTo("orders.drl:8:14: unknown figure \"valeu\"; did you mean \"value\"?");
        assertThat(mistakes("@critical( value < limit(\"rock_bottom\") )"))
                .startsWith("orders.drl:8:29: unknown limit \"rock_bottom\"");
        assertThat(mistakes("@high( label(\"carrier\") == \"x\" )"))
                .startsWith("orders.drl:8:17: unknown label \"carrier\"");
        assertThat(mistakes("@critical( value = 50 )"))
                .isEqualTo("orders.drl:8:3: a single = stands in @critical; compare with ==");
        assertThat(mistakes("@critical( value <= 50, value > 60 )"))
                .contains("orders.drl:8:27: \"value > 60\" can never hold together");
        assertThat(mistakes("@clear"))
                .isEqualTo("orders.drl:8:3: @clear is empty; write it like @clear( delta > -0.04 )");
        assertThat(mistakes("@clear( \"value > 95\" )"))
                .isEqualTo("orders.drl:8:3: @clear holds a text; leave out the quotes: write it like"
                        + " @clear( delta > -0.04 )");
        assertThat(mistakes("@warning( value < 80 )"))
                .isEqualTo("orders.drl:8:3: @warning does not rise above @severity(\"warning\"); @severity is for the"
                        + " mildest case, the others say when it is worse");
        assertThat(mistakes("@critical( Math.pow(value, 2) < 50 )"))
                .isEqualTo("orders.drl:8:14: \"Math.pow(value, 2) < 50\" cannot be asked in an annotation; compare"
                        + " figures, labels and limits with numbers and texts");
        assertThat(mistakes("@critcal( value < 50 )"))
                .isEqualTo("orders.drl:8:3: unknown annotation @critcal; did you mean \"critical\"?");
        assertThat(mistakes("@critical( System.exit(1) == 0 )")).contains("is not for rules");
    }

    @Test
    void refusesToClearARuleAboutSeveralSeries() {
        String group = """
                rule "LowInMany" @severity("high") @owner("ops") @summary("{{count}}") @runbook("r.md")
                  @clear( count < 2 ) @critical( sample > 3 )
                when
                  groupby( $b : Breach( alertname == "OrdersLow", $kpi : kpi, $market : label("market") );
                           $k : $kpi; $n : distinct($market), $evidence : collectList($b); $n >= 2 )
                then breaches.raise("kpi_id", $k, $evidence); end
                """;
        assertThat(rules.write("orders.drl", rule("") + group).mistakes())
                .contains("@clear is for rules about one snapshot; a rule about several is over when")
                .contains(
                        "a rule about several series rises by how many they are; write it like @critical( count >= 5 )");
    }

    @Test
    void tablesHaveColumnsForThem() {
        rules.writeText("orders.drl.csv", """
                name,kpi,severity,owner,summary,runbook,value <,critical,clear
                OrdersLow,orders_total,warning,ops,low,r.md,90,value < 50,"value >= 95, sample > 10"
                """);

        RuleBase base = rules.load();

        assertThat(levels(base, 80, 40)).containsExactly(Severity.WARNING, Severity.CRITICAL);
        assertThat(base.wordOf("OrdersLow", orders(92)).kind()).isEqualTo(Word.Kind.NEAR);
    }

    private String mistakes(String remarks) {
        return rules.write("orders.drl", rule(remarks)).mistakes();
    }
}
