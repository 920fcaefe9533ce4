package dev.bellwether.ruletest;

import dev.bellwether.alert.AlertRule;
import dev.bellwether.alert.AlertRule.Scope;
import dev.bellwether.alert.AlertState;
import dev.bellwether.alert.Severity;
import dev.bellwether.kpi.Kpi;
import dev.bellwether.kpi.Labels;
import dev.bellwether.problem.DidYouMean;
import dev.bellwether.yaml.YamlForm;
import dev.bellwether.yaml.YamlMap;
import dev.bellwether.yaml.YamlNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads {@code alert_rule_test}, and checks it against the series of its test. */
final class CheckReader {

    private static final List<String> KEYS = List.of("eval_time", "alertname", "exp_alerts");
    private static final List<String> ALERT_KEYS = List.of("exp_labels", "state", "severity", "summary");

    private static final YamlForm<WrittenTime> TIME = YamlForm.of(
            "a time",
            WrittenTime::parseWithOffset,
            "write how long after the start it is, like 4d or 36h, or a date, or a time with its zone");

    /** Resolved alerts are no more; who expects one expects none. */
    private static final YamlForm<AlertState> STATE = YamlForm.of(
            "a state",
            text -> Optional.of(AlertState.valueOf(text.toUpperCase(java.util.Locale.ROOT)))
                    .filter(state -> state != AlertState.RESOLVED),
            "write pending or firing; leave an alert that is over out of exp_alerts");

    private final Map<String, AlertRule> rules;
    private final Optional<RuleTest> test;

    /** @param test with its series; nothing when they have mistakes, and then nothing is checked against them */
    CheckReader(Map<String, AlertRule> rules, Optional<RuleTest> test) {
        this.rules = rules;
        this.test = test;
    }

    List<AlertCheck> read(Optional<YamlNode> node) {
        var checks = new ArrayList<AlertCheck>();
        node.ifPresent(list -> {
            for (YamlNode entry : list.list("checks")) {
                entry.map("a check").flatMap(map -> check(entry, map)).ifPresent(checks::add);
            }
        });
        return checks;
    }

    private Optional<AlertCheck> check(YamlNode entry, YamlMap map) {
        map.refuseKeysOtherThan(KEYS);
        Optional<WrittenTime> time = map.require("eval_time", TIME);
        Optional<AlertRule> rule = map.require("alertname")
                .flatMap(node -> node.as(YamlForm.TEXT).flatMap(name -> RuleTestReader.rule(node, name, rules)));
        List<ExpectedAlert> expected = expected(map, rule);
        if (time.isEmpty() || rule.isEmpty()) {
            return Optional.empty();
        }
        var check = new AlertCheck(entry.where(), time.get(), rule.get(), expected);
        test.ifPresent(written -> checkTime(map, check, written));
        return Optional.of(check);
    }

    private static void checkTime(YamlMap map, AlertCheck check, RuleTest test) {
        List<Kpi> kpis = test.kpis().stream()
                .filter(kpi -> check.rule().kpis().contains(kpi.id()))
                .toList();
        if (kpis.isEmpty()) {
            String wanted =
                    check.rule().kpis().stream().map(Object::toString).sorted().collect(Collectors.joining(", "));
            map.problem(
                    "alertname",
                    "rule " + check.rule().name() + " looks at " + wanted + ", and no series of the test is of it",
                    "write one under input_series");
        } else if (kpis.stream().allMatch(kpi -> timeOf(check, kpi, test).isBefore(test.firstOf(kpi)))) {
            map.problem(
                    "eval_time", "eval_time " + check.evalTime() + " lies before the first value", "write 0d or later");
        } else if (kpis.stream().allMatch(kpi -> isAfterLast(timeOf(check, kpi, test), kpi, test))) {
            Kpi kpi = kpis.get(0);
            map.problem(
                    "eval_time",
                    "eval_time %s lies after the last value, which is of %s"
                            .formatted(
                                    check.evalTime(),
                                    test.lastOf(kpi).atZone(kpi.zone()).toOffsetDateTime()),
                    "write more values, or _ for rows that do not come");
        }
    }

    private static Instant timeOf(AlertCheck check, Kpi kpi, RuleTest test) {
        return check.evalTime().in(kpi.zone(), test.firstOf(kpi));
    }

    private static boolean isAfterLast(Instant time, Kpi kpi, RuleTest test) {
        return !time.isBefore(kpi.next(test.lastOf(kpi)));
    }

    private List<ExpectedAlert> expected(YamlMap check, Optional<AlertRule> rule) {
        var expected = new ArrayList<ExpectedAlert>();
        check.get("exp_alerts").ifPresent(node -> {
            for (YamlNode entry : node.list("alerts")) {
                entry.map("an expected alert")
                        .flatMap(map -> alert(entry, map, rule))
                        .ifPresent(alert -> {
                            if (expected.stream()
                                    .anyMatch(other -> other.labels().equals(alert.labels()))) {
                                entry.problem("an alert with these labels is expected twice", "keep one");
                            }
                            expected.add(alert);
                        });
            }
        });
        return expected;
    }

    private Optional<ExpectedAlert> alert(YamlNode entry, YamlMap map, Optional<AlertRule> rule) {
        map.refuseKeysOtherThan(ALERT_KEYS);
        Optional<Labels> labels = map.get("exp_labels").isEmpty()
                ? Optional.of(Labels.NONE)
                : map.get("exp_labels").flatMap(CheckReader::labels);
        Optional<AlertState> state = map.require("state", STATE);
        Optional<Severity> severity = map.get("severity", YamlForm.oneOf("a severity", Severity.class));
        Optional<String> summary = map.get("summary", YamlForm.TEXT);
        labels.ifPresent(written -> rule.ifPresent(of -> checkLabels(map, written, of)));
        if (labels.isEmpty() || state.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new ExpectedAlert(entry.where(), labels.get(), state.get(), severity, summary));
    }

    private static Optional<Labels> labels(YamlNode node) {
        return node.map("labels").map(map -> {
            var labels = new LinkedHashMap<String, String>();
            map.entries().forEach((name, value) -> value.as(YamlForm.of("a text", Optional::of, "write \"\" for none"))
                    .ifPresent(text -> labels.put(name, text)));
            return Labels.of(labels);
        });
    }

    /** An alert of a series rule has the labels of its series, so others can never come. */
    private void checkLabels(YamlMap map, Labels labels, AlertRule rule) {
        if (rule.scope() != Scope.SERIES || test.isEmpty()) {
            return;
        }
        List<String> series = test.get().series().stream()
                .filter(one -> rule.kpis().contains(one.kpi().id()))
                .map(one -> one.labels().toString())
                .toList();
        if (!series.isEmpty() && !series.contains(labels.toString())) {
            map.problem(
                    "exp_labels",
                    "no series of the test has the labels " + labels,
                    DidYouMean.sentence(labels.toString(), series));
        }
    }
}
