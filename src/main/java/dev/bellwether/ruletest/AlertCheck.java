package dev.bellwether.ruletest;

import dev.bellwether.alert.AlertRule;
import dev.bellwether.problem.Location;
import java.util.List;

/**
 * What is expected of a rule at one time.
 *
 * @param expected all its alerts that are pending or firing then
 */
record AlertCheck(Location where, WrittenTime evalTime, AlertRule rule, List<ExpectedAlert> expected) {

    AlertCheck {
        expected = List.copyOf(expected);
    }
}
