package dev.bellwether.ruletest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.catalogue.Catalogue;
import dev.bellwether.catalogue.CatalogueReader;
import dev.bellwether.problem.Problem;
import dev.bellwether.problem.Problems;
import dev.bellwether.rules.RuleBase;
import dev.bellwether.rules.RuleLoader;
import dev.bellwether.testing.RuleFolder;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuleTestReaderTest {

    private static RuleFolder folder;
    private static RuleBase rules;
    private static RuleTestReader reader;

    @BeforeAll
    static void compile(@TempDir Path path) {
        folder = new RuleFolder(path);
        Catalogue catalogue = CatalogueReader.read(folder.kpis()).catalogue();
        rules = new RuleLoader().load(folder.rules(), catalogue.kpis());
        reader = new RuleTestReader(catalogue, rules.rules(), rules.limits());
    }

    @AfterAll
    static void close() {
        rules.close();
    }

    @Test
    void readsAFileWithoutMistakes() {
        var problems = new Problems();
        RuleTestFile file = read("""
                tests:
                  - name: late on two days
                    start: 2026-03-02
                    input_series:
                      - series: late_shipment_ratio{market="BR"}
                        values: 0.10x2 0.30x1 _
                        sample: 1000
                        history: {weeks: 4, like: 0.10x6}
                    alert_rule_test:
                      - eval_time: 4d
                        alertname: LateShipmentSpike
                        exp_alerts:
                          - {exp_labels: {market: BR}, state: firing, severity: high}
                    quiet: [LateEverywhere]
                """, problems);

        assertThat(problems.list()).isEmpty();
        assertThat(file.tests()).singleElement().satisfies(test -> {
            assertThat(test.name()).isEqualTo("late on two days");
            assertThat(test.rules()).containsExactly("LateShipmentSpike", "LateEverywhere");
            assertThat(test.series().get(0).rows()).hasSize(6);
            assertThat(test.series().get(0).weeks()).isEqualTo(4);
            assertThat(test.series().get(0).season()).hasSize(7);
        });
    }

    @Test
    void namesMistakesInTheKeys() {
        assertThat(mistakes("""
                evaluation_interval: 1m
                tests:
                  - nam: x
                    start: tomorrow
                    input_series: []
                  - name: expects nothing
                    input_series:
                      - series: late_shipment_ratio{market="BR"}
                        values: 1
                        interval: 1d
                """)).isEqualTo("""
                a.test.yml:1:1: unknown key "evaluation_interval" in a file of rule tests; known are calendar, limits, tests
                a.test.yml:3:5: unknown key "nam" in a test; did you mean "name"?
                a.test.yml:3:5: a test needs the key "name"; write some text
                a.test.yml:3:5: the test expects nothing; write alert_rule_test, or quiet: [RuleName]
                a.test.yml:4:12: start "tomorrow" is not a date, or a time with its zone; write it like 2026-03-02, or 2026-03-02T06:00+01:00
                a.test.yml:5:19: input_series is empty; write at least one series
                a.test.yml:6:11: the test expects nothing; write alert_rule_test, or quiet: [RuleName]
                a.test.yml:10:9: unknown key "interval" in a series; known are denominator, history, numerator, sample, series, values
                """);
    }

    @Test
    void namesMistakesInTheSeries() {
        assertThat(mistakes("""
                tests:
                  - name: all wrong
                    start: 2026-03-02T01:00+01:00
                    input_series:
                      - {series: 'late_shipment_rate{market="BR"}', values: 1}
                      - {series: 'late_shipment_ratio{markt="BR"}', values: 1}
                      - {series: 'checkouts_total{market="BR"}', values: 1}
                      - {series: 'orders_total', values: 1}
                      - {series: 'late_shipment_ratio{market=BR}', values: 1x}
                      - {series: 'late_shipment_ratio{market="ES"}', values: 1x2, sample: 5x3, history: {like: 1x4}}
                      - {series: 'late_shipment_ratio{market="PL"}', numerator: 1x2, denominator: -5, history: 0.1}
                      - {series: 'late_shipment_ratio{market="FR"}', numerator: 1x2, values: 4}
                      - {series: 'late_shipment_ratio{market="IT"}', values: 1, history: {like: 1x4, weeks: 99}}
                      - {series: 'late_shipment_ratio{market="US"}', values: 1, history: {lke: 1}}
                      - {series: 'late_shipment_ratio{market="CA"}', values: 1, history: {like: 1, sample: -1}}
                      - {series: 'late_shipment_ratio{market="CZ"}', values: 1, history: {like: 1, scatter: -1}}
                    quiet: [LateShipmentSpke]
                """)).isEqualTo("""
                a.test.yml:5:18: there is no KPI "late_shipment_rate"; did you mean "late_shipment_ratio"?
                a.test.yml:6:18: KPI late_shipment_ratio has no dimension "markt"; did you mean "market"?
                a.test.yml:7:18: series of checkouts_total have a label "method" too; add method="…"
                a.test.yml:8:18: start 2026-03-02T00:00:00Z is not the end of a grain (1d, zone Europe/Madrid) of orders_total; write start: 2026-03-02T00:00+01:00
                a.test.yml:9:18: "market=BR" is not a label and its value; write it like orders_total{market="BR"}
                a.test.yml:9:60: in values, "1x" is neither a number, a repeated number nor _; write it like 0.95x3 0.70 _ (four times 0.95, once 0.70, no row)
                a.test.yml:10:75: sample has 4 values where 3 are needed; write one number for all, or as many; 5x3 is four of them
                a.test.yml:11:83: denominator is below 0; it counts something; write 0 or more
                a.test.yml:12:9: a series needs the key "denominator"
                a.test.yml:12:78: values cannot stand beside numerator and denominator; keep either values (and sample), or numerator and denominator
                a.test.yml:13:81: like has 5 values, which do not make up a week of 7 grains of 1d; write 1 or 7 values; 5x3 is four of them
                a.test.yml:13:93: weeks "99" is not a number of weeks; write a whole number from 1 to 60
                a.test.yml:14:74: a history needs the key "like"
                a.test.yml:14:75: unknown key "lke" in a history; did you mean "like"?
                a.test.yml:15:92: sample is below 0; it counts something; write 0 or more
                a.test.yml:16:93: scatter is below 0; it is a distance; write 0 or more
                a.test.yml:17:13: there is no rule "LateShipmentSpke"; did you mean "LateShipmentSpike"?
                """);
    }

    @Test
    void namesMistakesInTheCalendar() {
        assertThat(mistakes("""
                calendar:
                  sales:
                    - {name: May Sale, opens: 2026-05-04, closes: 2026-05-06, teaser: soon, markets: [XX]}
                  feast: []
                tests: []
                """))
                .contains("""
                a.test.yml:3:71: teaser "soon" is not a duration""")
                .contains("unknown market \"XX\"")
                .contains("""
                a.test.yml:4:3: unknown key "feast" in a calendar; did you mean "feasts"?""");
    }

    @Test
    void namesMistakesInTheLimits() {
        assertThat(mistakes("""
                limits:
                  - {limit: late_rise_max, value: 1}
                  - {limit: late_rise_min, markt: BR, value: 5 %}
                  - {limit: late_rise_min, market: BR, value: 0.1}
                  - {limit: late_rise_min, market: BR, value: 0.2}
                  - {value: 1}
                """)).isEqualTo("""
                a.test.yml:1:1: a file of rule tests needs the key "tests"
                a.test.yml:2:13: there is no limit "late_rise_max"; did you mean "late_rise_min"?
                a.test.yml:3:35: no KPI has a dimension "markt"; did you mean "market"?
                a.test.yml:3:46: value "5 %" is not a number; write it like 410 or 0.5
                a.test.yml:5:5: limit "late_rise_min" is given twice for the same labels; keep one
                a.test.yml:6:5: a limit needs the key "limit"; write some text
                """);
    }

    @Test
    void namesMistakesInWhatIsExpected() {
        assertThat(mistakes("""
                tests:
                  - name: all wrong
                    input_series:
                      - {series: 'late_shipment_ratio{market="BR"}', values: 1x4}
                      - {series: 'late_shipment_ratio{market="BR"}', values: 1x4}
                  - name: all wrong too
                    input_series:
                      - {series: 'late_shipment_ratio{market="BR"}', values: 1x4}
                    alert_rule_test:
                      - {eval_time: 4 days, alertname: LateShipmentSpike}
                      - {eval_time: 5d, alertname: LateShipmentSpike}
                      - {eval_time: 2026-03-01, alertname: LateShipmentSpike}
                      - {eval_time: 1d, alertname: LateShipments}
                      - {eval_time: 1d, alertname: CheckoutsLow}
                      - eval_time: 1d
                        alertname: LateShipmentSpike
                        exp_alerts:
                          - {exp_labels: {market: BT}, state: firing}
                          - {exp_labels: {market: BR}, state: resolved, severity: hi}
                          - {exp_labels: {market: BR}, state: firing}
                          - {exp_labels: {market: BR}, state: firing}
                          - {exp_labels: {market: BR}}
                """)).isEqualTo("""
                a.test.yml:2:11: the test expects nothing; write alert_rule_test, or quiet: [RuleName]
                a.test.yml:5:9: series late_shipment_ratio{market="BR"} is written twice; keep one
                a.test.yml:10:21: eval_time "4 days" is not a time; write how long after the start it is, like 4d or 36h, or a date, or a time with its zone
                a.test.yml:11:21: eval_time 5d lies after the last value, which is of 2026-03-06T00:00Z; write more values, or _ for rows that do not come
                a.test.yml:12:21: eval_time 2026-03-01 lies before the first value; write 0d or later
                a.test.yml:13:36: there is no rule "LateShipments"; did you mean "LateShipmentSpike"?
                a.test.yml:14:36: rule CheckoutsLow looks at checkouts_total, and no series of the test is of it; write one under input_series
                a.test.yml:18:26: no series of the test has the labels {market="BT"}; did you mean "{market="BR"}"?
                a.test.yml:19:47: state "resolved" is not a state; write pending or firing; leave an alert that is over out of exp_alerts
                a.test.yml:19:67: severity "hi" is not a severity; write info, warning, high or critical
                a.test.yml:21:13: an alert with these labels is expected twice; keep one
                a.test.yml:22:13: an expected alert needs the key "state"; write pending or firing; leave an alert that is over out of exp_alerts
                """);
    }

    private static String mistakes(String text) {
        var problems = new Problems();
        read(text, problems);
        return problems.list().stream().map(Problem::toString).collect(Collectors.joining("\n", "", "\n"));
    }

    private static RuleTestFile read(String text, Problems problems) {
        return reader.read(folder.write("rules/a.test.yml", text), "a.test.yml", problems);
    }
}
