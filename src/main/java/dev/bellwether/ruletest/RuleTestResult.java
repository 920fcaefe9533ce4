package dev.bellwether.ruletest;

import java.time.Duration;
import java.util.List;

/**
 * What came of a test.
 *
 * @param failures empty when it passed
 */
public record RuleTestResult(RuleTest test, List<Failure> failures, Duration took) {

    public RuleTestResult {
        failures = List.copyOf(failures);
    }

    public boolean passed() {
        return failures.isEmpty();
    }
}
