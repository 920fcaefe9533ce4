package dev.bellwether.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.alert.AlertRule;
import dev.bellwether.kpi.KpiId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleLoaderTest {

    @TempDir
    Path temporary;

    private RuleDirectory rules;

    @BeforeEach
    void openDirectory() {
        rules = new RuleDirectory(temporary);
    }

    private String mistakesOf(String rule) {
        return rules.write("a.drl", rule).mistakes();
    }

    /** The mistake of a rule with these conditions, which stand on line 9. */
    private String mistakesOfConditions(String conditions) {
        return mistakesOf(RuleDirectory.rule("Late", conditions));
    }

    @Test
    void filesWithoutMistakesMakeOneRuleBase() {
        rules.write("b/orders.drl", RuleDirectory.rule("OrdersFall", "kpi == \"orders_total\", value < low"))
                .write("a.drl", RuleDirectory.rule("Late", "kpi == \"late_shipment_ratio\", value > high"));

        try (RuleBase base = rules.load()) {
            assertThat(base.rules()).extracting(AlertRule::name).containsExactly("Late", "OrdersFall");
        }
    }

    @Test
    void theHashStandsForTheFilesAndNothingElse() {
        rules.write("a.drl", RuleDirectory.rule("Late", "kpi == \"orders_total\", value < low"));
        String hash;
        try (RuleBase base = rules.load()) {
            hash = base.hash();
        }
        try (RuleBase same = rules.load()) {
            assertThat(same.hash()).isEqualTo(hash);
        }
        rules.write("a.drl", RuleDirectory.rule("Late", "kpi == \"orders_total\", value < high"));
        try (RuleBase other = rules.load()) {
            assertThat(other.hash()).isNotEqualTo(hash);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "kpi == \"orders_totl\", value > 1 ~"
                        + " a.drl:9:26: unknown KPI \"orders_totl\"; did you mean \"orders_total\"? KPIs are in kpis/*.yml",
                "value > 1, kpi == \"orders_total\" ~ a.drl:9:18: the first condition of Snapshot is not kpi == \"…\";"
                        + " write Snapshot( kpi == \"late_shipment_ratio\", … )",
                "kpi == \"orders_total\", valeu > 10 ~ a.drl:9:41: unknown figure \"valeu\"; did you mean \"value\"?",
                "kpi == \"orders_total\", valeu >= 10 ~ a.drl:9:41: unknown figure \"valeu\"; did you mean \"value\"?",
                "kpi == \"orders_total\", zscore(value) > 3 ~"
                        + " a.drl:9:41: there is no zscore(…); known are Math.abs, label, limit, max, mean, min, stddev",
                "kpi == \"orders_total\", value = 3 ~ a.drl:9:47: mismatched input '='; compare with ==",
                "kpi == \"orders_total\" and value > 3 ~"
                        + " a.drl:9:40: mismatched input 'and'; divide conditions by a comma",
                "kpi == \"orders_total\", label(\"markt\") == \"BR\" ~"
                        + " a.drl:9:48: unknown label \"markt\"; did you mean \"market\"?",
                "kpi == \"orders_total\", value >= 1 && <= 5 ~ a.drl:9:41: \"value >= 1 && <= 5\" is not clear about what"
                        + " it compares; write each comparison out: value >= 1 && value <= 5",
                "kpi == \"orders_total\", value > \"ten\" ~ a.drl:9:41: \"value > \"ten\"\" compares a number with a text;"
                        + " leave out the quotes",
            })
    @DisplayName("AC 59: a mistake in a condition is told with its line and mend")
    void aMistakeInAConditionIsToldWithItsLineAndMend(String conditions, String told) {
        assertThat(mistakesOfConditions(conditions)).isEqualTo(told);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "@severity(\"urgent\") ~ a.drl:8:3: @severity(\"urgent\") cannot be read;"
                        + " write it like info, warning, high or critical",
                "@severity(\"high\") @for(\"2 in 3\") ~ a.drl:8:21: @for(\"2 in 3\") cannot be read;"
                        + " write it like 2 of 3, 30m or 2d",
                "@severity(\"high\") @for(\"4 of 3\") ~ a.drl:8:21: @for(\"4 of 3\") cannot be read;"
                        + " write it like 2 of 3, 30m or 2d",
                "@severity(\"high\") @keepFiringFor(\"soon\") ~ a.drl:8:21: @keepFiringFor(\"soon\") cannot be read;"
                        + " write it like 30m, 6h or 2d",
                "@severity(\"high\") @keepFiringFor(\"99999999999999999999d\") ~ a.drl:8:21:"
                        + " @keepFiringFor(\"99999999999999999999d\") cannot be read; write it like 30m, 6h or 2d",
                "@severity(\"high\") @onwer(\"x\") ~ a.drl:8:21: unknown annotation @onwer; did you mean \"owner\"?",
                "@severity(\"high\") @severity(\"info\") ~ a.drl:8:3: @severity stands here twice; keep one",
                "@for(\"2d\") ~ a.drl:7: has no @severity in rule \"Late\"; write it like @severity(\"critical\")",
                "@severity ~ a.drl:8:3: @severity is empty in rule \"Late\"; write it like @severity(\"critical\")",
            })
    void aMistakeInAnAnnotationIsToldWithItsLineAndMend(String annotations, String told) {
        assertThat(mistakesOf("""
                        rule "Late" @owner("ops") @summary("{{value}}") @runbook("r.md")
                          %s
                        when
                          $s : Snapshot( kpi == "orders_total", value > 1 )
                        then breaches.raise($s); end
                        """.formatted(annotations))).isEqualTo(told);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "{{markt}} sells less ~ a.drl:8:15: unknown placeholder {{markt}}; did you mean \"market\"?",
                "{{valu}} ~ a.drl:8:15: unknown placeholder {{valu}}; did you mean \"value\"?",
                "{{market} sells less ~ a.drl:8:3: @summary has a bracket that belongs to no placeholder in"
                        + " \"{{market} sells less\"; write it like {{market}}",
            })
    void aMistakeInASummaryIsToldWithItsLineAndMend(String summary, String told) {
        assertThat(mistakesOf("""
                        rule "Late" @owner("ops") @severity("info") @runbook("r.md")
                          @summary("%s")
                        when
                          $s : Snapshot( kpi == "orders_total", value > 1 )
                        then breaches.raise($s); end
                        """.formatted(summary))).isEqualTo(told);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "while (true) { } ~ a.drl:12: the right side may only raise breaches, not \"while (true) {\"",
                "for (int i = 0; i < 3; i++) breaches.raise($s); ~ a.drl:12: the right side may only raise breaches, not"
                        + " \"for (int i = 0; i < 3; i++) breaches.raise($s);\"",
                "System.exit(1); ~ a.drl:12: the right side may only raise breaches, not \"System.exit(1);\"",
                "breaches.raise($s); new Thread(); ~ a.drl:12: the right side may only raise breaches, not"
                        + " \"new Thread();\"",
                "breaches.raise(null, Runtime.getRuntime(), null); ~ a.drl:12: the right side may only raise breaches,"
                        + " not \"breaches.raise(null, Runtime.getRuntime(), null);\"",
                "breaches.raised(); ~ a.drl:12: the right side may only raise breaches, not \"breaches.raised();\"",
                "insert($s); ~ a.drl:12: the right side may only raise breaches, not \"insert($s);\"",
                "modify($s) { } ~ a.drl:12: the right side cannot be read",
                "breaches.raise($s) ~ a.drl:12: the right side cannot be read, a semicolon is missing at its end",
                "// nothing ~ a.drl:11: the right side is empty",
            })
    void theRightSideMayOnlyRaiseBreaches(String rightSide, String told) {
        assertThat(mistakesOf("""
                        rule "Late" @owner("ops") @severity("info") @runbook("r.md") @summary("{{value}}")
                        when
                          // on lines of its own
                          $s : Snapshot( kpi == "orders_total", value > 1 )
                        then

                          %s
                        end
                        """.formatted(rightSide)).replaceFirst("(a.drl:\\d+):\\d+", "$1"))
                .isEqualTo(told.replace(":12:", ":13:")
                        + "; write breaches.raise($s); for a series,"
                        + " or breaches.raise(\"carrier\", $carrier, $evidence); for a group");
    }

    @Test
    void aVariableThatDoesNotExistIsToldWithItsLine() {
        assertThat(mistakesOf("""
                        rule "Late" @owner("ops") @severity("info") @runbook("r.md") @summary("{{value}}")
                        when
                          $s : Snapshot( kpi == "orders_total", value > 1 )
                        then
                          breaches.raise($kk);
                        end
                        """)).isEqualTo("a.drl:11:3: unknown variable $kk; known is $s");
    }

    @Test
    void whatIsNoRuleIsRefused() {
        String told = rules.writeText(
                        "a.drl",
                        """
                        package bellwether.rules;
                        import dev.bellwether.history.Snapshot;
                        import java.io.File;
                        import static java.lang.Runtime.getRuntime;
                        global dev.bellwether.rules.Breaches breaches;
                        global java.util.List others;
                        function int twice(int x) { while (true) { } }
                        declare Thing
                          name : String
                        end
                        query "all" $q : Snapshot( kpi == "orders_total" ) end
                        """
                                + RuleDirectory.rule("Late", "kpi == \"orders_total\", value > 1")
                                        .replace("when", "salience 10 when"))
                .mistakes();

        assertThat(told.lines().map(line -> line.replaceFirst(";.*", "")))
                .contains(
                        "a.drl:3: import of java.io.File is not for rules",
                        "a.drl:4: import of the function java.lang.Runtime.getRuntime is not for rules",
                        "a.drl:6: the global others is not for rules",
                        "a.drl:7: the function twice is not for rules",
                        "a.drl:8: the type Thing is not for rules",
                        "a.drl:11: the query all is not for rules",
                        "a.drl:13: the attribute salience is not for rules");
    }

    @Test
    @DisplayName("AC 59: a name given twice, or missing, is refused")
    void namesAreUniqueAcrossFilesAndCamelCase() {
        assertThat(rules.write("a.drl", RuleDirectory.rule("Late", "kpi == \"orders_total\", value > 1"))
                        .write("b.drl", RuleDirectory.rule("Late", "kpi == \"orders_total\", value > 2"))
                        .write("c.drl", RuleDirectory.rule("very late", "kpi == \"orders_total\", value > 3"))
                        .mistakes())
                .isEqualTo("b.drl:7: there are two rules named \"Late\"; the other is in a.drl:7\n"
                        + "c.drl:7: the rule name \"very late\" is not CamelCase;"
                        + " name the trouble, such as CheckoutConversionLow");
    }

    @Test
    @DisplayName("AC 59: every mistake of every file is told at once")
    void everyMistakeOfEveryFileIsToldAtOnce() {
        assertThat(rules.write(
                                "a.drl",
                                RuleDirectory.rule("First", "kpi == \"orders_total\", valeu > 1")
                                        + RuleDirectory.rule("Second", "kpi == \"orders_total\", value > 1")
                                                .replace("raise($s)", "raise($x)")
                                        + RuleDirectory.rule("Third", "kpi == \"orders_total\", vlue > 1")
                                        + RuleDirectory.rule("Fourth", "kpi == \"order\", value > 1"))
                        .write("b.drl", RuleDirectory.rule("Fifth", "kpi == \"orders_total\", value = 1"))
                        .mistakes())
                .isEqualTo("""
                        a.drl:9:41: unknown figure "valeu"; did you mean "value"?
                        a.drl:14:6: unknown variable $x; known is $s
                        a.drl:17:41: unknown figure "vlue"; did you mean "value"?
                        a.drl:21:26: unknown KPI "order"; did you mean "orders_total"? KPIs are in kpis/*.yml
                        b.drl:9:47: mismatched input '='; compare with ==""");
    }

    @Test
    void aGroupRuleNamesRulesThatExist() {
        assertThat(rules.write(
                                "a.drl",
                                RuleDirectory.rule("ShippingLate", "kpi == \"orders_total\", value > 1")
                                        + group("One", "ShipingLate")
                                        + group("Two", "Three")
                                        + group("Three", "ShippingLate"))
                        .mistakes())
                .isEqualTo("""
                        a.drl:13:42: there is no rule "ShipingLate"; did you mean "ShippingLate"?
                        a.drl:18:42: "Three" is a group rule; a group rule sees only what series rules raise; \
                        name the series rules that it joins""");
    }

    private static String group(String name, String alertname) {
        return """
               rule "%s" @severity("high") @owner("ops") @summary("{{count}}: {{market}}") @runbook("r.md")
               when
                 accumulate( $b : Breach( alertname == "%s" ); $n : count($b), $all : collectList($b); $n > 2 )
               then breaches.raise("market", "all", $all);
               end
               """.formatted(name, alertname);
    }

    @Test
    void aGroupRuleThatNamesNothingLooksAtTheBreachesOfAllSeriesRules() {
        rules.write(
                "a.drl",
                RuleDirectory.rule("One", "kpi == \"orders_total\", value > 1")
                        + RuleDirectory.rule("Two", "kpi == \"late_shipment_ratio\", value > high")
                        + group("Many", "x").replace("alertname == \"x\"", "severity == \"high\""));

        try (RuleBase base = rules.load()) {
            assertThat(base.rule("Many").orElseThrow().kpis())
                    .containsExactlyInAnyOrder(new KpiId("orders_total"), new KpiId("late_shipment_ratio"));
        }
    }

    @Test
    void aGroupKeyWithoutANameIsToldWithItsMend() {
        assertThat(rules.write("a.drl", RuleDirectory.rule("ShippingLate", "kpi == \"orders_total\", value > 1") + """
                                          rule "Many" @severity("high") @owner("ops") @summary("{{count}}") @runbook("r.md")
                                          when
                                            groupby( $b : Breach( alertname == "ShippingLate", $m : label("market") );
                                                     $m; $all : collectList($b) )
                                          then breaches.raise("market", $m, $all);
                                          end
                                          """)
                        .mistakes())
                .isEqualTo("a.drl:13: the key of groupby has no name; write $key : $m, and $key on the right side");
    }

    @Test
    void aFileThatWasCutShortIsAMistake() {
        rules.write("a.drl", RuleDirectory.rule("Late", "kpi == \"orders_total\", value > 1"));
        rules.writeText("empty.drl", "").write("head.drl", "");
        rules.write("half.drl", "rule \"Half\" when $s : Snapshot( kpi == \"orders_total\", val");

        assertThat(rules.mistakes())
                .contains("empty.drl: holds no rule; was it cut short? write a rule, or remove the file")
                .contains("head.drl: holds no rule; was it cut short? write a rule, or remove the file")
                .contains("half.drl:7:59: the file ends in the middle of a rule; was it cut short?");
    }

    @Test
    void anEmptyOrAbsentDirectoryIsAMistake() {
        assertThat(rules.mistakes()).isEqualTo(temporary + ": holds no rules; write them in *.drl files there");
        assertThat(new RuleDirectory(temporary.resolve("none")).mistakes())
                .isEqualTo(temporary.resolve("none") + ": cannot be listed: there is no such directory");
    }

    @Test
    void hiddenFilesAndOthersArePassedOver() {
        rules.write("a.drl", RuleDirectory.rule("Late", "kpi == \"orders_total\", value > 1"))
                .writeText(".a.drl.swp", "half written")
                .writeText(".#a.drl", "half written")
                .writeText("..2026_01_01/a.drl", "half written")
                .writeText("a.drl~", "half written")
                .writeText("a.test.yml", "no rule");

        assertThat(rules.mistakes()).isEmpty();
    }

    @Test
    void whatIsNoTextOrTooLargeIsRefused() throws IOException {
        rules.write("a.drl", RuleDirectory.rule("Late", "kpi == \"orders_total\", value > 1"));
        Files.write(temporary.resolve("latin.drl"), "// ok\n// caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
        Files.writeString(temporary.resolve("large.drl"), "x".repeat((1 << 20) + 1));

        assertThat(rules.mistakes())
                .isEqualTo("large.drl: is larger than 1024 KB; spread its rules over several files\n"
                        + "latin.drl:2: is not UTF-8 text; save the file as UTF-8");
    }

    @Test
    void aByteOrderMarkIsNoMistake() {
        rules.writeText(
                "a.drl",
                "\uFEFF" + RuleDirectory.HEAD + RuleDirectory.rule("Late", "kpi == \"orders_total\", value > 1"));

        assertThat(rules.mistakes()).isEmpty();
    }

    @Test
    void linesEndingInCarriageReturnsAreNoMistake() {
        String text =
                RuleDirectory.HEAD + RuleDirectory.rule("Late", "kpi == \"orders_total\",\n value >= 1,\n z >= 3");
        rules.writeText("a.drl", text.replace("\n", "\r\n"));

        assertThat(rules.mistakes()).isEmpty();
    }

    @Test
    void aRuleThatCannotBearAFigureIsFoundByTryingIt() {
        assertThat(mistakesOfConditions("kpi == \"orders_total\", label(\"market\").substring(99) == \"x\""))
                .startsWith("a.drl:7: rule \"Late\" fails at orders_total{market=\"trial-0\"")
                .endsWith("; it was tried on made-up snapshots");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "System.getenv(\"HOME\") != null ~ System",
                "Runtime.getRuntime() != null ~ Runtime",
                "java.lang.Runtime.getRuntime().exec(\"true\") != null ~ Runtime",
                "Class.forName(\"java.lang.Runtime\") != null ~ forName",
                "new java.io.File(\"/\").exists() ~ new",
                "Thread.currentThread() != null ~ Thread",
                "kpi.getClass() != null ~ getClass",
                "eval(value > 1) ~ eval",
                "org.kie.api.KieServices.get() != null ~ KieServices",
            })
    void aConditionThatReachesForTheMachineIsRefused(String condition, String word) {
        assertThat(mistakesOfConditions("kpi == \"orders_total\", " + condition).replaceFirst(":9:\\d+:", ":9:"))
                .isEqualTo(
                        "a.drl:9: " + word + " is not for rules; rules compare the figures of snapshots and breaches");
    }

    @Test
    void codeInsideOfAccumulateAndElsewhereOnTheLeftIsRefused() {
        String told = mistakesOf("""
                rule "Bad" @owner("ops") @severity("info") @runbook("r.md") @summary("{{market}}")
                when
                  $s : Snapshot( kpi == "orders_total", value > 1 )
                  eval( $s.value() > 3 )
                  $n : Number() from accumulate( Snapshot( kpi == "orders_total", $v : value ),
                                                 init( int n = 0; ) action( while (true) { } ) result( n ) )
                  $t : Snapshot( kpi == "orders_total" ) from $s.labels()
                then breaches.raise($s); end
                """);

        assertThat(told).isEqualTo("""
                        a.drl:10: eval is not for rules; write the condition inside a pattern
                        a.drl:11: accumulate with code of its own is not for rules; \
                        use its functions, such as count, sum, average
                        a.drl:13: from is not for rules; write the condition inside a pattern""");
    }
}
