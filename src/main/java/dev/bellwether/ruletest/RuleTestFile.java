package dev.bellwether.ruletest;

import dev.bellwether.kpi.MarketCalendar;
import dev.bellwether.limit.Limits;
import java.util.List;
import java.util.Optional;

/**
 * A {@code *.test.yml}.
 *
 * @param name as the person would name it
 * @param limits in the place of those of the rules with the same name and labels
 * @param calendar in the place of that of the markets
 */
public record RuleTestFile(
        String name, List<Limits.Row> limits, Optional<MarketCalendar> calendar, List<RuleTest> tests) {

    public RuleTestFile {
        limits = List.copyOf(limits);
        tests = List.copyOf(tests);
    }
}
