package dev.bellwether.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.bellwether.testing.RuleFolder;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class TestCommandTest {

    private static final String PASSES = """
            tests:
              - name: orders fall
                input_series:
                  - {series: orders_total, values: 100 10, history: 100}
                start: 2026-03-02
                alert_rule_test:
                  - {eval_time: 0d, alertname: OrdersLow}
                  - {eval_time: 1d, alertname: OrdersLow, exp_alerts: [{state: firing}]}
            """;

    private static final String FAILS = """
            tests:
              - name: a <slow> carrier
                start: 2026-03-02
                input_series:
                  - series: late_shipment_ratio{market="BR"}
                    values: 0.10 0.30x2
                    sample: 1000
                    history: 0.10
                alert_rule_test:
                  - eval_time: 2d
                    alertname: LateShipmentSpike
                    exp_alerts:
                      - exp_labels: {market: BR}
                        state: pending
                        summary: "BR: 31.0 % late, 10.0 % is usual"
                  - eval_time: 3d
                    alertname: LateEverywhere
                    exp_alerts: [{exp_labels: {kpi_id: late_shipment_ratio}, state: firing}]
              - name: stays quiet
                input_series:
                  - {series: orders_total, values: 100 10, history: 100}
                quiet: [OrdersLow]
            """;

    @TempDir
    private Path path;

    private RuleFolder folder;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void prepare() {
        folder = new RuleFolder(path);
    }

    @Test
    @DisplayName("AC 60: rule tests that pass end with 0, without a server")
    void saysThatAllPassedAndWhatOfTheRulesTheyShow() {
        folder.write("rules/orders.test.yml", PASSES);

        assertThat(run()).isZero();
        assertThat(shown()).isEqualTo("""
                rules/orders.test.yml: 1 test, 0.00 s

                1 test passed
                They show 25 % of 4 rules; not shown:
                  rules/market.drl:9: LateShipmentSpike: no test asks about it
                  rules/market.drl:18: LateEverywhere: no test asks about it
                  rules/market.drl:30: CheckoutsLow: no test asks about it
                """);
        assertThat(err.toString()).isEmpty();
    }

    @Test
    @DisplayName("AC 60: a rule test that fails ends with 1 and shows what was expected above what was got")
    void putsExpectedAndGotOneAboveTheOther() {
        folder.write("rules/deep/late.test.yml", FAILS);
        folder.write("rules/orders.test.yml", PASSES);

        assertThat(run()).isEqualTo(1);
        assertThat(shown()).isEqualTo("""
                rules/deep/late.test.yml: 2 tests, 2 failed, 0.00 s

                  FAILED  a <slow> carrier
                    rules/deep/late.test.yml:13:13: at 2d (2026-03-04T00:00Z), LateShipmentSpike {market="BR"}: not as expected
                      state  expected  pending
                             got       firing
                                       ^^^^^^
                      summary  expected  BR: 31.0 % late, 10.0 % is usual
                               got       BR: 30.0 % late, 10.0 % is usual
                                             ^^^^
                      grain by grain (. none, p pending, F firing, ? not judged): . p F
                    rules/deep/late.test.yml:18:22: at 3d (2026-03-05T00:00Z), LateEverywhere {kpi_id="late_shipment_ratio"}: expected firing, but there is no such alert
                      saw  $b : Breach( alertname == "LateShipmentSpike", $kpi : kpi, $market : label("market") )   (1: {market="BR"})
                      asks $n >= 2

                  FAILED  stays quiet
                    rules/deep/late.test.yml:19:5: at 2026-03-03T00:00+01:00, OrdersLow: expected no alert, got firing
                      "10 orders"
                      grain by grain (. none, p pending, F firing, ? not judged): . F
                      yes  value < low   (value = 10, low = 68.2; 58.2 past)

                rules/orders.test.yml: 1 test, 0.00 s

                2 of 3 tests failed
                They show 25 % of 4 rules; not shown:
                  rules/market.drl:9: LateShipmentSpike: no test asks about it
                  rules/market.drl:18: LateEverywhere: no test asks about it
                  rules/market.drl:30: CheckoutsLow: no test asks about it
                """);
    }

    @Test
    void runsOnlyWhatIsAskedForAndSpeaksOfItsRulesOnly() {
        folder.write("rules/late.test.yml", FAILS);
        folder.write("rules/orders.test.yml", PASSES);

        assertThat(run("--only", "ORDERS fall")).isZero();
        assertThat(shown()).isEqualTo("""
                rules/orders.test.yml: 1 test, 0.00 s

                1 test passed
                They show 100 % of 1 rule
                """);
    }

    @Test
    void refusesAnOnlyThatFitsNoTest() {
        folder.write("rules/orders.test.yml", PASSES);

        assertThat(run("--only", "OrdersLw")).isEqualTo(2);
        assertThat(err.toString()).contains("no test has \"OrdersLw\"", "did you mean \"OrdersLow\"?");
    }

    @Test
    void failsWhenTheTestsShowTooLittle() {
        folder.write("rules/orders.test.yml", PASSES);

        assertThat(run("--min-coverage", "25")).isZero();
        assertThat(run("--min-coverage", "26")).isEqualTo(1);
        assertThat(err.toString()).contains("the tests show 25 % of the rules, and 26 % are asked for");
    }

    @Test
    void namesMistakesInTestFilesAllAtOnce() {
        folder.write("rules/a.test.yml", PASSES.replace("OrdersLow", "OrderLow"));
        folder.write("rules/b.test.yml", "tests: [a");

        assertThat(run()).isEqualTo(1);
        assertThat(folder.shown(err.toString())).isEqualTo("""
                rules/a.test.yml:7:36: there is no rule "OrderLow"; did you mean "OrdersLow"?
                rules/a.test.yml:8:36: there is no rule "OrderLow"; did you mean "OrdersLow"?
                rules/b.test.yml:1:8: the bracket that opens here is not closed; add the closing bracket
                3 mistakes; nothing was tested
                """);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void namesMistakesInRulesAndKpis() {
        folder.write("rules/orders.test.yml", PASSES);
        folder.write("rules/bad.drl", "rule \"X\" when then end");
        assertThat(run()).isEqualTo(1);
        assertThat(folder.shown(err.toString())).contains("rules/bad.drl:1").contains("nothing was tested");

        folder.write("kpis/bad.yml", "- id: x");
        assertThat(run()).isEqualTo(1);
        assertThat(folder.shown(err.toString())).contains("kpis/bad.yml:1:3: a KPI needs the key \"title\"");
    }

    @Test
    void refusesWhatIsNotThere() {
        assertThat(run()).isEqualTo(2);
        assertThat(folder.shown(err.toString())).contains("no *.test.yml is in rules");

        assertThat(run(path.resolve("nowhere.test.yml").toString())).isEqualTo(2);
        assertThat(folder.shown(err.toString())).contains("there is no file or folder \"nowhere.test.yml\"");

        assertThat(run("--format", "xml")).isEqualTo(2);
        assertThat(run("--min-coverage", "101")).isEqualTo(2);
        assertThat(run("--rules", path.resolve("nope").toString())).isEqualTo(2);
        assertThat(folder.shown(err.toString())).contains("there is no folder \"nope\"; name it with --rules");
    }

    @Test
    void writesOneJsonDocument() {
        folder.write("rules/late.test.yml", FAILS);

        assertThat(run("--format", "json")).isEqualTo(1);

        JsonNode document = JsonMapper.shared().readTree(out.toString());
        assertThat(document.get("version").intValue()).isEqualTo(1);
        assertThat(document.get("failed").intValue()).isEqualTo(2);
        assertThat(document.get("tests")).hasSize(2);
        JsonNode test = document.get("tests").get(0);
        assertThat(test.get("name").stringValue()).isEqualTo("a <slow> carrier");
        assertThat(test.get("line").intValue()).isEqualTo(2);
        assertThat(test.get("passed").booleanValue()).isFalse();
        JsonNode failure = test.get("failures").get(0);
        assertThat(failure.get("kind").stringValue()).isEqualTo("different");
        assertThat(failure.get("expected").get("labels").get("market").stringValue())
                .isEqualTo("BR");
        assertThat(failure.get("got").get("state").stringValue()).isEqualTo("firing");
        assertThat(failure.get("differences").get(0).get("what").stringValue()).isEqualTo("state");
        assertThat(document.get("coverage")).hasSize(4);
        assertThat(document.get("coverage_percent").intValue()).isZero();
    }

    @Test
    void writesJUnitXmlASuiteForEachFile() throws Exception {
        folder.write("rules/late.test.yml", FAILS);
        folder.write("rules/orders.test.yml", PASSES);

        assertThat(run("--format", "junit")).isEqualTo(1);

        Document xml = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(out.toString())));
        assertThat(xml.getDocumentElement().getTagName()).isEqualTo("testsuites");
        List<Element> suites = elements(xml.getDocumentElement(), "testsuite");
        assertThat(suites)
                .extracting(suite -> folder.shown(suite.getAttribute("name")), suite -> suite.getAttribute("failures"))
                .containsExactly(tuple("rules/late.test.yml", "2"), tuple("rules/orders.test.yml", "0"));
        assertThat(suites).allSatisfy(suite -> {
            List<Element> cases = elements(suite, "testcase");
            assertThat(suite.getAttribute("tests")).isEqualTo(String.valueOf(cases.size()));
            assertThat(suite.getAttribute("errors")).isEqualTo("0");
            assertThat(cases).allSatisfy(one -> {
                assertThat(one.getAttribute("classname")).isEqualTo(suite.getAttribute("name"));
                assertThat(Double.parseDouble(one.getAttribute("time"))).isNotNegative();
            });
        });
        Element slow = elements(suites.get(0), "testcase").get(0);
        assertThat(slow.getAttribute("name")).isEqualTo("a <slow> carrier");
        assertThat(elements(slow, "failure")).singleElement().satisfies(failure -> {
            assertThat(failure.getAttribute("message")).contains("LateShipmentSpike {market=\"BR\"}: not as expected");
            assertThat(failure.getTextContent()).contains("expected  pending", "^^^^^^", "LateEverywhere");
        });
        assertThat(elements(elements(suites.get(1), "testcase").get(0), "failure"))
                .isEmpty();
    }

    @Test
    void helpSaysHow() {
        var cli = new Cli(new PrintWriter(out, true), new PrintWriter(err, true));

        assertThat(cli.run("test", "--help")).isZero();
        assertThat(out.toString())
                .contains("--min-coverage=PERCENT", "--only=NAME", "text, json, junit", "default: rules", "Exit codes");
    }

    @Test
    void marksTheWordsThatDiffer() {
        assertThat(FailureText.marks("firing", "pending")).isEqualTo("^^^^^^^");
        assertThat(FailureText.marks("BR: 31.0 % late", "BR: 30.0 % late")).isEqualTo("    ^^^^");
        assertThat(FailureText.marks("{market=\"BR\", method=\"a\"}", "{market=\"ES\", method=\"a\"}"))
                .isEqualTo("^^^^^^^^^^^^^");
        assertThat(FailureText.marks("late today", "late")).isEqualTo("^^^^");
        assertThat(FailureText.marks("a", "")).isEqualTo("^");
        assertThat(FailureText.marks("a b d", "a b c d")).isEqualTo("    ^");
    }

    private int run(String... more) {
        var args = new ArrayList<>(List.of(
                "test",
                "--kpis",
                folder.kpis().toString(),
                "--rules",
                folder.rules().toString()));
        if (List.of(more).contains("--rules")) {
            args.subList(3, 5).clear();
        }
        args.addAll(Arrays.asList(more));
        return new Cli(new PrintWriter(out, true), new PrintWriter(err, true)).run(args.toArray(String[]::new));
    }

    /** What was printed, with the times that tests took left out. */
    private String shown() {
        return folder.shown(out.toString()).replaceAll("\\d+\\.\\d\\d s\n", "0.00 s\n");
    }

    private static List<Element> elements(Element parent, String name) {
        var found = new ArrayList<Element>();
        for (int i = 0; i < parent.getElementsByTagName(name).getLength(); i++) {
            found.add((Element) parent.getElementsByTagName(name).item(i));
        }
        return found;
    }
}
