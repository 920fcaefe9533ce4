package dev.bellwether.ruletest;

import dev.bellwether.kpi.Markets;
import dev.bellwether.rules.RuleBase;
import dev.bellwether.rules.RuleBook;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Runs rule tests against the rules in force. */
public final class RuleTests {

    private final RuleBook rules;
    private final Markets markets;

    /** @param rules in force; the tests were read with them */
    public RuleTests(RuleBook rules, Markets markets) {
        this.rules = rules;
        this.markets = markets;
    }

    /** Runs those that are wanted; a file without any of them is left out of the report. */
    public RuleTestReport run(List<RuleTestFile> files, Predicate<RuleTest> wanted) {
        RuleBase base = rules.current().orElseThrow();
        var count = new CoverageCount(base.rules());
        var results = new ArrayList<RuleTestReport.FileResult>();
        for (RuleTestFile file : files) {
            List<RuleTest> tests = file.tests().stream().filter(wanted).toList();
            if (tests.isEmpty()) {
                continue;
            }
            Markets there = file.calendar().map(markets::with).orElse(markets);
            try (RuleBook tried = rules.with(base.limits().with(file.limits()))) {
                results.add(new RuleTestReport.FileResult(
                        file.name(),
                        tests.stream()
                                .map(test -> run(test, tried, there, count))
                                .toList()));
            }
        }
        return new RuleTestReport(results, count.coverage());
    }

    private RuleTestResult run(RuleTest test, RuleBook tried, Markets there, CoverageCount count) {
        long began = System.nanoTime();
        Course course = Course.of(test, tried, there);
        List<Failure> failures = Verdict.on(test, course);
        if (failures.isEmpty()) {
            count.passed(test, course);
        }
        return new RuleTestResult(test, failures, Duration.ofNanos(System.nanoTime() - began));
    }
}
