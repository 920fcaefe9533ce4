package dev.bellwether.cli;

import dev.bellwether.ruletest.Coverage;
import dev.bellwether.ruletest.RuleTestReport;
import dev.bellwether.ruletest.RuleTestReport.FileResult;
import dev.bellwether.ruletest.RuleTestResult;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Writes what came of rule tests for people. */
final class TestText {

    private final PrintWriter out;

    TestText(PrintWriter out) {
        this.out = out;
    }

    void write(RuleTestReport report) {
        boolean gap = false;
        for (FileResult file : report.files()) {
            if (gap) {
                out.println();
            }
            write(file);
            gap = file.failed() > 0;
        }
        out.println();
        out.println(
                report.failed() == 0
                        ? "%s passed".formatted(count(report.tests()))
                        : "%d of %s failed".formatted(report.failed(), count(report.tests())));
        write(report.coverage());
    }

    private void write(FileResult file) {
        String failed = file.failed() == 0 ? "" : ", " + file.failed() + " failed";
        out.println("%s: %s%s, %s".formatted(file.name(), count(file.tests().size()), failed, seconds(file.took())));
        file.tests().stream().filter(test -> !test.passed()).forEach(this::writeFailed);
    }

    private void writeFailed(RuleTestResult result) {
        out.println();
        out.println("  FAILED  " + result.test().name());
        result.failures().forEach(failure -> {
            out.println("    " + FailureText.headline(failure));
            FailureText.details(failure).forEach(line -> out.println("      " + line));
        });
    }

    private void write(Coverage coverage) {
        List<Coverage.OfRule> wanting = coverage.rules().stream()
                .filter(rule -> !rule.missing().isEmpty())
                .toList();
        out.println("They show %d %% of %s%s"
                .formatted(
                        coverage.percent(),
                        coverage.rules().size() == 1
                                ? "1 rule"
                                : coverage.rules().size() + " rules",
                        wanting.isEmpty() ? "" : "; not shown:"));
        wanting.forEach(rule ->
                out.println("  " + rule.place() + ": " + rule.alertname() + ": " + String.join(", ", rule.missing())));
    }

    private static String count(int tests) {
        return tests == 1 ? "1 test" : tests + " tests";
    }

    static String seconds(Duration took) {
        return String.format(Locale.ROOT, "%.2f s", took.toNanos() / 1e9);
    }
}
