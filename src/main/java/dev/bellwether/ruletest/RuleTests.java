package dev.bellwether.ruletest;

import dev.bellwether.kpi.Markets;
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
        var count = new CoverageCount(rules.current().orElseThrow().rules());
        var results = new ArrayList<RuleTestReport.FileResult>();
        for (RuleTestFile file : files) {
            List<RuleTestResult> ofFile =
                    file.tests().stream().filter(wanted).map(this::run).toList();
            ofFile.stream().filter(RuleTestResult::passed).forEach(result -> count.passed(result.test()));
            if (!ofFile.isEmpty()) {
                results.add(new RuleTestReport.FileResult(file.name(), ofFile));
            }
        }
        return new RuleTestReport(results, count.coverage());
    }

    private RuleTestResult run(RuleTest test) {
        long began = System.nanoTime();
        List<Failure> failures = Verdict.on(test, Course.of(test, rules, markets));
        return new RuleTestResult(test, failures, Duration.ofNanos(System.nanoTime() - began));
    }
}
