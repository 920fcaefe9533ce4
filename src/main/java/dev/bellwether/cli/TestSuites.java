package dev.bellwether.cli;

import dev.bellwether.cli.JUnitXml.Case;
import dev.bellwether.cli.JUnitXml.Suite;
import dev.bellwether.cli.JUnitXml.Trouble;
import dev.bellwether.ruletest.Failure;
import dev.bellwether.ruletest.RuleTestReport;
import dev.bellwether.ruletest.RuleTestResult;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Rule tests as suites, one for each file. */
final class TestSuites {

    private TestSuites() {}

    static List<Suite> of(RuleTestReport report) {
        return report.files().stream()
                .map(file -> new Suite(
                        file.name(),
                        file.tests().stream()
                                .map(test -> caseOf(file.name(), test))
                                .toList()))
                .toList();
    }

    private static Case caseOf(String file, RuleTestResult result) {
        return new Case(file, result.test().name(), result.took(), trouble(result.failures()));
    }

    private static List<Trouble> trouble(List<Failure> failures) {
        if (failures.isEmpty()) {
            return List.of();
        }
        // what reads these files expects one failure for a case
        boolean isBroken = failures.stream().anyMatch(failure -> failure.kind() == Failure.Kind.BROKEN);
        String text = failures.stream()
                .flatMap(failure -> Stream.concat(
                        Stream.of(FailureText.headline(failure)),
                        FailureText.details(failure).stream().map(line -> "  " + line)))
                .collect(Collectors.joining("\n"));
        return List.of(new Trouble(isBroken, FailureText.headline(failures.get(0)), text));
    }
}
