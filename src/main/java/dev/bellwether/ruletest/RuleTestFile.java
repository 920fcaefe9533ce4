package dev.bellwether.ruletest;

import java.util.List;

/**
 * A {@code *.test.yml}.
 *
 * @param name as the person would name it
 */
public record RuleTestFile(String name, List<RuleTest> tests) {

    public RuleTestFile {
        tests = List.copyOf(tests);
    }
}
