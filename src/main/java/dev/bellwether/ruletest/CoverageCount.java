package dev.bellwether.ruletest;

import dev.bellwether.alert.AlertRule;
import dev.bellwether.alert.AlertState;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Counts what passing tests show of the rules. A rule that only happens to fire beside another is not shown. */
final class CoverageCount {

    private final List<AlertRule> rules;
    private final Set<String> fired = new HashSet<>();
    private final Set<String> quiet = new HashSet<>();

    CoverageCount(Collection<AlertRule> rules) {
        this.rules = List.copyOf(rules);
    }

    void passed(RuleTest test) {
        for (AlertCheck check : test.checks()) {
            String name = check.rule().name();
            if (check.expected().isEmpty()) {
                quiet.add(name);
            } else if (check.expected().stream().anyMatch(alert -> alert.state() == AlertState.FIRING)) {
                fired.add(name);
            }
        }
        test.quiet().forEach(rule -> quiet.add(rule.name()));
    }

    Coverage coverage() {
        return new Coverage(rules.stream()
                .map(rule -> new Coverage.OfRule(
                        rule.name(), rule.place(), fired.contains(rule.name()), quiet.contains(rule.name())))
                .toList());
    }
}
