package dev.bellwether.ruletest;

import dev.bellwether.alert.AlertRule;
import dev.bellwether.alert.AlertRule.Scope;
import dev.bellwether.alert.AlertState;
import dev.bellwether.alert.Condition;
import dev.bellwether.history.Snapshot;
import dev.bellwether.ruletest.Course.Step;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Counts what passing tests show of the rules. A rule that only happens to fire beside another is not shown. */
final class CoverageCount {

    private final List<AlertRule> rules;
    private final Set<String> fired = new HashSet<>();
    private final Set<String> quiet = new HashSet<>();
    private final Map<String, Map<String, Seen>> conditions = new LinkedHashMap<>();

    /** What was seen of a condition. */
    private static final class Seen {
        private boolean held;
        private boolean failed;
    }

    CoverageCount(Collection<AlertRule> rules) {
        this.rules = List.copyOf(rules);
    }

    void passed(RuleTest test, Course course) {
        for (AlertCheck check : test.checks()) {
            String name = check.rule().name();
            if (check.expected().isEmpty()) {
                quiet.add(name);
            } else if (check.expected().stream().anyMatch(alert -> alert.state() == AlertState.FIRING)) {
                fired.add(name);
            }
        }
        test.quiet().forEach(rule -> quiet.add(rule.name()));
        for (Step step : course.steps()) {
            if (step.outcome().isJudged()) {
                count(test, course, step);
            }
        }
    }

    private void count(RuleTest test, Course course, Step step) {
        List<AlertRule> asked = rules.stream()
                .filter(rule -> rule.scope() == Scope.SERIES
                        && test.rules().contains(rule.name())
                        && rule.kpis().contains(step.kpi().id())
                        && !isAllSeen(rule))
                .toList();
        if (asked.isEmpty()) {
            return;
        }
        for (Snapshot snapshot : course.snapshots(step.kpi(), step.at())) {
            if (snapshot.hasValue() || snapshot.missing()) {
                asked.forEach(rule -> course.rules()
                        .explain(rule.name(), snapshot)
                        .forEach(condition -> count(rule.name(), condition)));
            }
        }
    }

    private boolean isAllSeen(AlertRule rule) {
        Map<String, Seen> seen = conditions.getOrDefault(rule.name(), Map.of());
        return !seen.isEmpty() && seen.values().stream().allMatch(one -> one.held && one.failed);
    }

    /** Of a condition that joins several, each counts by itself. */
    private void count(String rule, Condition condition) {
        if (!condition.parts().isEmpty()) {
            condition.parts().forEach(part -> count(rule, part));
            return;
        }
        Seen seen = conditions
                .computeIfAbsent(rule, name -> new LinkedHashMap<>())
                .computeIfAbsent(condition.written(), written -> new Seen());
        seen.held |= condition.holds();
        seen.failed |= !condition.holds();
    }

    Coverage coverage() {
        return new Coverage(rules.stream().map(this::coverage).toList());
    }

    private Coverage.OfRule coverage(AlertRule rule) {
        return new Coverage.OfRule(
                rule.name(),
                rule.place(),
                fired.contains(rule.name()),
                quiet.contains(rule.name()),
                conditions.getOrDefault(rule.name(), Map.of()).entrySet().stream()
                        .map(seen ->
                                new Coverage.OfCondition(seen.getKey(), seen.getValue().held, seen.getValue().failed))
                        .toList());
    }
}
