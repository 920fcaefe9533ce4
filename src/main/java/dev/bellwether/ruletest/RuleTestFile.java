package dev.bellwether.ruletest;

import dev.bellwether.limit.Limits;
import java.util.List;

/**
 * A {@code *.test.yml}.
 *
 * @param name as the person would name it
 * @param limits in the place of those of the rules with the same name and labels
 */
public record RuleTestFile(String name, List<Limits.Row> limits, List<RuleTest> tests) {

    public RuleTestFile {
        limits = List.copyOf(limits);
        tests = List.copyOf(tests);
    }
}
