package dev.bellwether.drl;

import dev.bellwether.alert.AlertRule;
import dev.bellwether.problem.Location;
import java.util.List;

/**
 * A rule in force: what it says of its alerts, and how to explain them.
 *
 * @param patterns as written, to explain a breach by
 */
public record LoadedRule(AlertRule rule, Location place, SummaryTemplate summary, List<PatternUse> patterns) {

    public String name() {
        return rule.name();
    }
}
