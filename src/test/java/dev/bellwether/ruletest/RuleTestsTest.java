package dev.bellwether.ruletest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.bellwether.catalogue.Catalogue;
import dev.bellwether.catalogue.CatalogueReader;
import dev.bellwether.problem.Problems;
import dev.bellwether.rules.RuleBook;
import dev.bellwether.rules.RuleLoader;
import dev.bellwether.ruletest.Failure.Kind;
import dev.bellwether.testing.RuleFolder;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuleTestsTest {

    private static RuleFolder folder;
    private static Catalogue catalogue;
    private static RuleBook rules;

    @BeforeAll
    static void compile(@TempDir Path path) {
        folder = new RuleFolder(path);
        catalogue = CatalogueReader.read(folder.kpis()).catalogue();
        rules = new RuleBook(folder.rules(), new RuleLoader());
        assertThat(rules.reload(catalogue.kpis(), Instant.EPOCH).problems()).isEmpty();
    }

    @AfterAll
    static void close() {
        rules.close();
    }

    @Test
    void followsAnAlertThroughItsStates() {
        String test = late("0.10 0.30 0.30 0.10x3", """
                - {eval_time: 0d, alertname: LateShipmentSpike}
                - {eval_time: 1d, alertname: LateShipmentSpike, exp_alerts: [{exp_labels: {market: BR}, state: pending}]}
                - eval_time: 2d
                  alertname: LateShipmentSpike
                  exp_alerts:
                    - exp_labels: {market: BR}
                      state: firing
                      severity: high
                      summary: "BR: 30.0 % late, 10.0 % is usual"
                - {eval_time: 4d, alertname: LateShipmentSpike}
                """);

        assertThat(failures(test)).isEmpty();
    }

    @Test
    void looksAfterTheGrainThatEndedByThenHoweverLongTheDelay() {
        String atMidnight = late("0.10 0.30x2", """
                - {eval_time: 2d, alertname: LateShipmentSpike, exp_alerts: [{exp_labels: {market: BR}, state: firing}]}
                """);
        String anHourEarlier = late("0.10 0.30x2", """
                - {eval_time: 47h, alertname: LateShipmentSpike, exp_alerts: [{exp_labels: {market: BR}, state: pending}]}
                """);

        assertThat(failures(atMidnight)).isEmpty();
        assertThat(failures(anHourEarlier)).isEmpty();
    }

    @Test
    void leavesAnAlertAloneWhenNoRowComes() {
        String test = late("0.10 0.30 0.30 _x2 0.10x2", """
                - {eval_time: 4d, alertname: LateShipmentSpike, exp_alerts: [{exp_labels: {market: BR}, state: firing}]}
                - {eval_time: 6d, alertname: LateShipmentSpike}
                """);

        assertThat(failures(test)).isEmpty();
    }

    @Test
    void expectsNothingOfASeriesWithoutAPast() {
        String test = """
                tests:
                  - name: new
                    input_series:
                      - {series: 'late_shipment_ratio{market="BR"}', values: 0.9x3, sample: 1000}
                    quiet: [LateShipmentSpike]
                """;

        assertThat(failures(test)).isEmpty();
    }

    @Test
    void putsLimitsOfTheFileInThePlaceOfThoseOfTheRules() {
        String limits = """
                limits:
                  - {limit: late_rise_min, market: BR, value: 0.25}
                """;
        String quiet = late("0.10 0.30x2", "- {eval_time: 2d, alertname: LateShipmentSpike}\n");

        assertThat(failures(limits + quiet)).isEmpty();
        assertThat(failures(quiet)).hasSize(1);
        assertThat(failures(limits.replace("BR", "ES") + quiet)).hasSize(1);
    }

    @Test
    void joinsSeriesInAGroupRule() {
        String test = """
                tests:
                  - name: late in two markets
                    input_series:
                      - {series: 'late_shipment_ratio{market="BR"}', values: 0.1 0.3x2, sample: 1000, history: 0.1}
                      - {series: 'late_shipment_ratio{market="ES"}', values: 0.1 0.1 0.3, sample: 1000, history: 0.1}
                    alert_rule_test:
                      - {eval_time: 1d, alertname: LateEverywhere, exp_alerts: []}
                      - eval_time: 2d
                        alertname: LateEverywhere
                        exp_alerts:
                          - exp_labels: {kpi_id: late_shipment_ratio}
                            state: firing
                            summary: "late in 2 markets: BR, ES"
                """;

        assertThat(failures(test)).isEmpty();
    }

    @Test
    void readsRatiosAndTheirPast() {
        String test = """
                tests:
                  - name: counted
                    input_series:
                      - series: late_shipment_ratio{market="BR"}
                        numerator: 100 300x1
                        denominator: 1000
                        history: {like: 0.1, weeks: 4}
                    alert_rule_test:
                      - eval_time: 2d
                        alertname: LateShipmentSpike
                        exp_alerts: [{exp_labels: {market: BR}, state: firing, summary: "BR: 30.0 % late, 10.0 % is usual"}]
                """;

        assertThat(failures(test)).isEmpty();
    }

    @Test
    void comparesWithTheSameSlotOfTheSeason() {
        // quiet at weekends: Monday's 40 would be low on a Monday and is not on a Sunday
        String season = """
                tests:
                  - name: a weekend
                    start: 2026-03-02
                    input_series:
                      - {series: orders_total, values: 100x4 40x1, history: {like: 100x4 40x1}}
                    quiet: [OrdersLow]
                  - name: a bad Monday
                    start: 2026-03-02
                    input_series:
                      - {series: orders_total, values: 40, history: {like: 100x4 40x1}}
                    alert_rule_test:
                      - {eval_time: 0d, alertname: OrdersLow, exp_alerts: [{state: firing, summary: 40 orders}]}
                """;

        assertThat(failures(season)).isEmpty();
    }

    @Test
    void countsDaysAndSeasonsOnTheClockOfTheMarket() {
        // clocks in Madrid go forward on the 29th, back on 25 October; hours of an hourly KPI stay local hours
        String day = "100x8 10 100x13"; // the tenth hour of each day is weak
        String test = """
                tests:
                  - name: over the change to summer time, in days
                    start: 2026-03-27
                    input_series:
                      - {series: orders_total, values: 100x3 10, history: 100}
                    alert_rule_test:
                      - {eval_time: 3d, alertname: OrdersLow}
                      - {eval_time: 4d, alertname: OrdersLow, exp_alerts: [{state: firing}]}
                  - name: over the change to winter time, in days
                    start: 2026-10-24
                    input_series:
                      - {series: orders_total, values: 100x1 10 100, history: 100}
                    alert_rule_test:
                      - {eval_time: 1d, alertname: OrdersLow}
                      - {eval_time: 2d, alertname: OrdersLow, exp_alerts: [{state: firing}]}
                      - {eval_time: 2026-10-27, alertname: OrdersLow}
                  - name: a weak hour stays where it is on the clock
                    start: 2026-03-30T00:00+02:00
                    input_series:
                      - series: checkouts_total{market="ES", method="card"}
                        values: %1$s
                        history: {like: %1$s}
                    quiet: [CheckoutsLow]
                """.formatted(day);

        assertThat(failures(test)).isEmpty();
    }

    @Test
    void judgesKpisOfSeveralGrainsSideBySide() {
        String test = """
                tests:
                  - name: hours and days
                    start: 2026-03-02
                    input_series:
                      - {series: 'late_shipment_ratio{market="BR"}', values: 0.1 0.3x1, sample: 1000, history: 0.1}
                      - {series: 'checkouts_total{market="BR", method="pix"}', values: 100x23 10 100x24, history: 100}
                    alert_rule_test:
                      - {eval_time: 23h, alertname: CheckoutsLow}
                      - eval_time: 24h
                        alertname: CheckoutsLow
                        exp_alerts: [{exp_labels: {market: BR, method: pix}, state: firing}]
                      - {eval_time: 1d, alertname: LateShipmentSpike, exp_alerts: [{exp_labels: {market: BR}, state: pending}]}
                      - {eval_time: 25h, alertname: CheckoutsLow}
                """;

        assertThat(failures(test)).isEmpty();
    }

    @Test
    void tellsWhatIsMissingWithWhatTheRuleSaw() {
        String test = late("0.10 0.12x1", """
                - {eval_time: 2d, alertname: LateShipmentSpike, exp_alerts: [{exp_labels: {market: BR}, state: firing}]}
                """);

        assertThat(failures(test)).singleElement().satisfies(failure -> {
            assertThat(failure.kind()).isEqualTo(Kind.MISSING);
            assertThat(failure.time()).isEqualTo("2d (2026-03-04T00:00Z)");
            assertThat(failure.why())
                    .containsExactly(
                            "grain by grain (. none, p pending, F firing, ? not judged): . . .",
                            "no   delta >= limit(\"late_rise_min\")"
                                    + "   (delta = +2.0 points, limit late_rise_min = +5.0 points; 3.0 points short)",
                            "no   z >= 3   (z = +1.0; 2.0 short)",
                            "yes  sample >= 100   (sample = 1,000; 900 past)");
        });
    }

    @Test
    void tellsWhatDiffers() {
        String test = late("0.10 0.30x1", """
                - eval_time: 1d
                  alertname: LateShipmentSpike
                  exp_alerts: [{exp_labels: {market: BR}, state: firing, severity: high, summary: late}]
                """);

        assertThat(failures(test)).singleElement().satisfies(failure -> {
            assertThat(failure.kind()).isEqualTo(Kind.DIFFERENT);
            assertThat(failure.differences())
                    .containsExactly(
                            new Difference("state", "firing", "pending"),
                            new Difference("summary", "late", "BR: 30.0 % late, 10.0 % is usual"));
        });
    }

    @Test
    void tellsTheAlertNearestToOneThatIsMissing() {
        String test = """
                tests:
                  - name: another method
                    input_series:
                      - {series: 'checkouts_total{market="BR", method="pix"}', values: 10, history: 100}
                      - {series: 'checkouts_total{market="BR", method="card"}', values: 100, history: 100}
                      - {series: 'checkouts_total{market="ES", method="pay"}', values: 10, history: 100}
                    alert_rule_test:
                      - eval_time: 0d
                        alertname: CheckoutsLow
                        exp_alerts: [{exp_labels: {market: BR, method: card}, state: firing}]
                """;

        List<Failure> failures = failures(test);

        assertThat(failures).extracting(Failure::kind).containsExactly(Kind.DIFFERENT, Kind.UNEXPECTED);
        assertThat(failures.get(0).differences())
                .containsExactly(new Difference(
                        "labels", "{market=\"BR\", method=\"card\"}", "{market=\"BR\", method=\"pix\"}"));
        assertThat(failures.get(1).got().orElseThrow().labels().get("market")).isEqualTo("ES");
    }

    @Test
    void tellsOfAnAlertThatNobodyExpectedAndWhyItIsThere() {
        String test = late("0.10 0.30x1", "- {eval_time: 1d, alertname: LateShipmentSpike}\n");

        assertThat(failures(test)).singleElement().satisfies(failure -> {
            assertThat(failure.kind()).isEqualTo(Kind.UNEXPECTED);
            assertThat(failure.why())
                    .contains(
                            "grain by grain (. none, p pending, F firing, ? not judged): . p",
                            "yes  sample >= 100   (sample = 1,000; 900 past)");
        });
    }

    @Test
    void tellsWhenARuleThatIsToBeQuietSpeaksBetweenTheChecks() {
        String test = late("0.10 0.30 0.10x3", "- {eval_time: 4d, alertname: LateShipmentSpike}\n")
                + "    quiet: [LateShipmentSpike]\n";

        assertThat(failures(test)).singleElement().satisfies(failure -> {
            assertThat(failure.kind()).isEqualTo(Kind.UNEXPECTED);
            assertThat(failure.time()).isEqualTo("2026-03-03T00:00Z");
        });
    }

    @Test
    void tellsWhatAGroupRuleCouldHaveJoined() {
        String test = late("0.10 0.30x1", """
                - {eval_time: 2d, alertname: LateEverywhere, exp_alerts: [{exp_labels: {kpi_id: x}, state: firing}]}
                """);

        assertThat(failures(test)).singleElement().satisfies(failure -> assertThat(failure.why())
                .containsExactly(
                        "saw  $b : Breach( alertname == \"LateShipmentSpike\", $kpi : kpi, $market : label(\"market\") )"
                                + "   (1: {market=\"BR\"})",
                        "asks $n >= 2"));
    }

    @Test
    void countsAsShownOnlyWhatPassingTestsAskAbout() {
        String shows = late("0.10 0.30x1", """
                - {eval_time: 0d, alertname: LateShipmentSpike}
                - {eval_time: 2d, alertname: LateShipmentSpike, exp_alerts: [{exp_labels: {market: BR}, state: firing}]}
                """);
        String test = shows + """
                quiet: [LateEverywhere]
              - name: fails, so shows nothing
                input_series:
                  - {series: orders_total, values: 100, history: 100}
                quiet: [OrdersLow]
                alert_rule_test:
                  - {eval_time: 0d, alertname: OrdersLow, exp_alerts: [{state: firing}]}
            """;

        Coverage coverage = run(test).coverage();

        assertThat(coverage.rules())
                .extracting(Coverage.OfRule::alertname, Coverage.OfRule::fired, Coverage.OfRule::quiet)
                .containsExactly(
                        tuple("LateShipmentSpike", true, true),
                        tuple("LateEverywhere", false, true),
                        tuple("CheckoutsLow", false, false),
                        tuple("OrdersLow", false, false));
        assertThat(coverage.percent()).isEqualTo(34);
        assertThat(coverage.of(List.of("LateShipmentSpike")).percent()).isEqualTo(87);
        assertThat(coverage.rules().get(0).missing()).containsExactly("\"sample >= 100\" always holds");
        assertThat(coverage.rules().get(1).missing()).containsExactly("never fires");
    }

    private static String late(String values, String checks) {
        return """
                tests:
                  - name: late
                    start: 2026-03-02
                    input_series:
                      - series: late_shipment_ratio{market="BR"}
                        values: %s
                        sample: 1000
                        history: 0.10
                    alert_rule_test:
                """.formatted(values) + checks.indent(6);
    }

    private static List<Failure> failures(String text) {
        return run(text).files().stream()
                .flatMap(file -> file.tests().stream())
                .flatMap(result -> result.failures().stream())
                .toList();
    }

    private static RuleTestReport run(String text) {
        var problems = new Problems();
        var reader = new RuleTestReader(
                catalogue,
                rules.current().orElseThrow().rules(),
                rules.current().orElseThrow().limits());
        RuleTestFile file = reader.read(folder.write("rules/a.test.yml", text), "a.test.yml", problems);
        assertThat(problems.list()).isEmpty();
        return new RuleTests(rules, catalogue.markets()).run(List.of(file), test -> true);
    }
}
