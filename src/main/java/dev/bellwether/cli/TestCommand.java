package dev.bellwether.cli;

import dev.bellwether.catalogue.Catalogue;
import dev.bellwether.catalogue.CatalogueReader;
import dev.bellwether.catalogue.CatalogueReading;
import dev.bellwether.problem.DidYouMean;
import dev.bellwether.problem.Problem;
import dev.bellwether.problem.Problems;
import dev.bellwether.problem.ProblemsException;
import dev.bellwether.rules.RuleBase;
import dev.bellwether.rules.RuleBook;
import dev.bellwether.rules.RuleLoader;
import dev.bellwether.ruletest.RuleTest;
import dev.bellwether.ruletest.RuleTestFile;
import dev.bellwether.ruletest.RuleTestFiles;
import dev.bellwether.ruletest.RuleTestReader;
import dev.bellwether.ruletest.RuleTestReport;
import dev.bellwether.ruletest.RuleTests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs the tests that are written beside the rules. */
@Command(
        description = "Tests the rules: runs every *.test.yml, and says what of the rules they show.",
        footer = {
            "  java -jar bellwether.jar test",
            "  java -jar bellwether.jar test rules/logistics.test.yml --only \"slow carrier\"",
            "  java -jar bellwether.jar test --format junit --min-coverage 80 > rules-junit.xml",
            "",
            "Exit codes: 0 all passed; 1 a test failed, shows too little, or has a mistake; 2 wrong usage."
        })
@SuppressWarnings("NullAway.Init") // picocli fills it in
final class TestCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "FILE|DIR",
            arity = "0..*",
            description = "Test files, and folders that have some; without any, the folder of the rules.")
    private List<Path> places = new ArrayList<>();

    @Option(names = "--kpis", paramLabel = "DIR", description = "Where the KPIs are; default: ${DEFAULT-VALUE}.")
    private Path kpis = Path.of("kpis");

    @Option(names = "--rules", paramLabel = "DIR", description = "Where the rules are; default: ${DEFAULT-VALUE}.")
    private Path rules = Path.of("rules");

    @Option(names = "--format", description = "${COMPLETION-CANDIDATES}; default: ${DEFAULT-VALUE}.")
    private Format format = Format.TEXT;

    @Option(
            names = "--min-coverage",
            paramLabel = "PERCENT",
            description = "Fail when the tests show less of the rules than this.")
    private int minCoverage = 0;

    @Option(
            names = "--only",
            paramLabel = "NAME",
            description = "Only tests that have NAME in theirs, or ask about the rule NAME.")
    private @Nullable String only;

    @Override
    public Integer call() throws IOException {
        checkUsage();
        try {
            return test();
        } catch (ProblemsException e) {
            say(e.problems());
            return Cli.MISTAKES;
        }
    }

    private void checkUsage() {
        if (minCoverage < 0 || minCoverage > 100) {
            throw wrong("--min-coverage is " + minCoverage + "; write 0 to 100");
        }
        folder("--kpis", kpis);
        folder("--rules", rules);
        for (Path place : places) {
            if (!Files.exists(place)) {
                throw wrong("there is no file or folder \"" + place + "\"");
            }
        }
    }

    private void folder(String option, Path path) {
        if (!Files.isDirectory(path)) {
            throw wrong("there is no folder \"" + path + "\"; name it with " + option);
        }
    }

    private ParameterException wrong(String what) {
        return new ParameterException(spec.commandLine(), what);
    }

    private int test() throws IOException {
        List<Path> files = RuleTestFiles.find(places.isEmpty() ? List.of(rules) : places);
        if (files.isEmpty()) {
            throw wrong("no *.test.yml is in " + (places.isEmpty() ? rules : places));
        }
        CatalogueReading reading = CatalogueReader.read(kpis);
        throwIfAny(reading.problems());
        Catalogue catalogue = reading.catalogue();
        try (var book = new RuleBook(rules, new RuleLoader())) {
            throwIfAny(book.reload(catalogue.kpis(), Instant.EPOCH).problems());
            RuleBase base = book.current().orElseThrow();
            List<RuleTestFile> tests = read(files, new RuleTestReader(catalogue, base.rules(), base.limits()));
            checkOnly(tests);
            RuleTestReport report = new RuleTests(book, catalogue.markets()).run(tests, this::isWanted);
            return answer(isWhole() ? report : report.ofRulesAskedAbout());
        }
    }

    private static void throwIfAny(List<Problem> problems) {
        if (!problems.isEmpty()) {
            throw new ProblemsException(problems);
        }
    }

    private static List<RuleTestFile> read(List<Path> files, RuleTestReader reader) {
        var problems = new Problems();
        List<RuleTestFile> tests = files.stream()
                .map(file -> reader.read(file, file.toString().replace('\\', '/'), problems))
                .toList();
        problems.throwIfAny();
        return tests;
    }

    private void checkOnly(List<RuleTestFile> files) {
        List<RuleTest> tests =
                files.stream().flatMap(file -> file.tests().stream()).toList();
        if (only != null && tests.stream().noneMatch(this::isWanted)) {
            Set<String> known =
                    tests.stream().flatMap(test -> test.rules().stream()).collect(Collectors.toSet());
            known.addAll(tests.stream().map(RuleTest::name).toList());
            throw wrong("no test has \"%s\" in its name or asks about such a rule%s"
                    .formatted(
                            only,
                            DidYouMean.among(only, known)
                                    .map(near -> "; did you mean \"" + near + "\"?")
                                    .orElse("")));
        }
    }

    private boolean isWanted(RuleTest test) {
        return only == null
                || test.name().toLowerCase(Locale.ROOT).contains(only.toLowerCase(Locale.ROOT))
                || test.rules().contains(only);
    }

    /** Whether all tests of the rules were run, so that what they do not show is not shown. */
    private boolean isWhole() {
        return only == null && (places.isEmpty() || places.contains(rules));
    }

    private int answer(RuleTestReport report) {
        switch (format) {
            case TEXT -> new TestText(spec.commandLine().getOut()).write(report);
            case JSON -> TestJson.write(report, spec.commandLine().getOut());
            case JUNIT ->
                JUnitXml.write(TestSuites.of(report), spec.commandLine().getOut());
        }
        spec.commandLine().getOut().flush();
        boolean tooLittle = report.coverage().percent() < minCoverage;
        if (tooLittle) {
            spec.commandLine()
                    .getErr()
                    .println("the tests show %d %% of the rules, and %d %% are asked for"
                            .formatted(report.coverage().percent(), minCoverage));
        }
        return report.failed() > 0 || tooLittle ? Cli.MISTAKES : Cli.FINE;
    }

    private void say(List<Problem> problems) {
        problems.forEach(spec.commandLine().getErr()::println);
        int count = problems.size();
        spec.commandLine()
                .getErr()
                .println(count == 1 ? "1 mistake; nothing was tested" : count + " mistakes; nothing was tested");
    }
}
