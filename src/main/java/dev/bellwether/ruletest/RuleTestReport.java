package dev.bellwether.ruletest;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What came of a run of rule tests. */
public record RuleTestReport(List<FileResult> files, Coverage coverage) {

    /** What came of one file. */
    public record FileResult(String name, List<RuleTestResult> tests) {

        public FileResult {
            tests = List.copyOf(tests);
        }

        public long failed() {
            return tests.stream().filter(test -> !test.passed()).count();
        }

        public Duration took() {
            return tests.stream().map(RuleTestResult::took).reduce(Duration.ZERO, Duration::plus);
        }
    }

    public RuleTestReport {
        files = List.copyOf(files);
    }

    /** The same, with the coverage of those rules only that its tests ask about: for a run of some of the tests. */
    public RuleTestReport ofRulesAskedAbout() {
        Set<String> asked = files.stream()
                .flatMap(file -> file.tests().stream())
                .flatMap(result -> result.test().rules().stream())
                .collect(Collectors.toSet());
        return new RuleTestReport(files, coverage.of(asked));
    }

    public int tests() {
        return files.stream().mapToInt(file -> file.tests().size()).sum();
    }

    public long failed() {
        return files.stream().mapToLong(FileResult::failed).sum();
    }
}
