package dev.bellwether.cli;

import dev.bellwether.catalogue.CatalogueReader;
import dev.bellwether.catalogue.CatalogueReading;
import dev.bellwether.drl.RuleFile;
import dev.bellwether.drl.RuleFiles;
import dev.bellwether.kpi.Kpi;
import dev.bellwether.kpi.KpiId;
import dev.bellwether.problem.Location;
import dev.bellwether.problem.Problem;
import dev.bellwether.problem.Problems;
import dev.bellwether.rules.RuleLoader;
import dev.bellwether.rules.RuleReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code check}: every mistake in KPI and rule files, before anything goes live. */
@Command(
        name = "check",
        description = {
            "Reads KPI and rule files and prints every mistake: where, what is wrong, how to mend it.",
            "Prints nothing when there is none."
        },
        footer = {
            "  java -jar bellwether.jar check",
            "  java -jar bellwether.jar check --rules draft/rules --hints",
            "  java -jar bellwether.jar check --format junit > check.xml"
        })
@SuppressWarnings("NullAway.Init") // picocli fills it in
final class CheckCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(names = "--kpis", paramLabel = "DIR", defaultValue = "kpis", description = "KPI files; kpis, unless given.")
    private Path kpis;

    @Option(
            names = "--rules",
            paramLabel = "DIR",
            defaultValue = "rules",
            description = "Rule files; rules, unless given.")
    private Path rules;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "text, json or junit; text, unless given.")
    private CheckFormat format;

    @Option(
            names = "--show",
            description = "Prints the rules made from tables, *.drl.csv and *.drl.xlsx, and checks nothing.")
    private boolean isToShow;

    @Option(names = "--hints", description = "Also prints what works and may still not be what was meant, to stderr.")
    private boolean withHints;

    @Override
    public Integer call() {
        for (Path folder : List.of(kpis, rules)) {
            if (!Files.isDirectory(folder) || !Files.isReadable(folder)) {
                spec.commandLine().getErr().println("bellwether: there is no directory " + folder + " to read");
                return Cli.NOT_RUN;
            }
        }
        if (isToShow) {
            return show();
        }
        CheckReport report = report();
        format.write(report, spec.commandLine().getOut());
        if (withHints) {
            report.hints().forEach(hint -> spec.commandLine().getErr().println("hint: " + hint));
        }
        return report.mistakes().isEmpty() ? Cli.FINE : Cli.MISTAKES;
    }

    private int show() {
        var problems = new Problems();
        RuleFiles.read(rules, problems).stream().filter(RuleFile::isMade).forEach(file -> {
            spec.commandLine().getOut().println("// " + file.name());
            spec.commandLine().getOut().println(file.text());
        });
        problems.list().forEach(spec.commandLine().getErr()::println);
        return problems.isEmpty() ? Cli.FINE : Cli.MISTAKES;
    }

    private CheckReport report() {
        CatalogueReading catalogue = CatalogueReader.read(kpis);
        RuleReport found = new RuleLoader().check(rules, catalogue.catalogue().kpis(), catalogue::mayHold);
        return CheckReport.of(
                Stream.concat(catalogue.files().stream(), found.files().stream()),
                Stream.concat(catalogue.problems().stream(), found.mistakes().stream()),
                Stream.concat(found.hints().stream(), unwatched(catalogue, found.judged())));
    }

    private static Stream<Problem> unwatched(CatalogueReading catalogue, Set<KpiId> judged) {
        return catalogue.catalogue().kpis().stream()
                .map(Kpi::id)
                .filter(id -> !judged.contains(id))
                .map(id -> new Problem(
                        catalogue.catalogue().where(id).orElse(Location.of("kpis")),
                        "no rule is about \"" + id + "\"",
                        "it is measured, and nobody hears of it"));
    }
}
