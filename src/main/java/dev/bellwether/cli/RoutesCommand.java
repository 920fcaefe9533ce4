package dev.bellwether.cli;

import dev.bellwether.catalogue.CatalogueReader;
import dev.bellwether.kpi.Labels;
import dev.bellwether.kpi.Markets;
import dev.bellwether.mute.MarketZones;
import dev.bellwether.notify.Receiver;
import dev.bellwether.notify.RoutingTree;
import dev.bellwether.problem.Problem;
import dev.bellwether.problem.ProblemsException;
import dev.bellwether.routing.Routes;
import dev.bellwether.routing.RoutesReader;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code routes}: who hears of what, before it goes live. */
@Command(
        name = "routes",
        description = "Shows the file of routes as a tree, or who hears of an alert with given labels.",
        footer = {
            "  java -jar bellwether.jar routes show",
            "  java -jar bellwether.jar routes test market=BR severity=critical --at 2026-11-22T02:00:00Z"
        })
@SuppressWarnings("NullAway.Init") // picocli fills it in
final class RoutesCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what to do: routes show, or routes test");
    }

    @Command(
            description = "Prints the tree of routes with what each inherits, and the receivers. Mistakes are listed.",
            footer = {
                "  java -jar bellwether.jar routes show",
                "  java -jar bellwether.jar routes show --routes draft/routes.yml"
            })
    int show(
            @Option(
                            names = "--routes",
                            paramLabel = "FILE",
                            defaultValue = "config/routes.yml",
                            description = "The file of routes (${DEFAULT-VALUE}).")
                    Path file) {
        return with(file, routes -> {
            RoutesText.show(routes, treeOf(routes, MarketZones.UTC), out());
            return Cli.FINE;
        });
    }

    @Command(
            description = {
                "Says which receivers hear of an alert with these labels: in which group, when, and whether it is muted.",
                "The labels alertname, severity, owner and kpi are the rule's."
            },
            footer = {
                "  java -jar bellwether.jar routes test market=BR severity=critical",
                "  java -jar bellwether.jar routes test market=BR owner=payments --at 2026-11-22T02:00:00Z"
            })
    int test(
            @Parameters(paramLabel = "LABEL=VALUE", arity = "0..*", description = "The alert's labels.")
                    Map<String, String> labels,
            @Option(
                            names = "--at",
                            paramLabel = "TIME",
                            defaultValue = "",
                            description = "When; ISO-8601, for mute times.")
                    String at,
            @Option(
                            names = "--routes",
                            paramLabel = "FILE",
                            defaultValue = "config/routes.yml",
                            description = "The file of routes (${DEFAULT-VALUE}).")
                    Path file,
            @Option(
                            names = "--kpis",
                            paramLabel = "DIR",
                            defaultValue = "kpis",
                            description = "KPI files, for the markets' zones (${DEFAULT-VALUE}).")
                    Path kpis) {
        Optional<Instant> when = instant(at);
        return with(file, routes -> {
            Labels given = Labels.of(labels == null ? new LinkedHashMap<>() : labels);
            RoutesText.test(routes, treeOf(routes, zones(kpis)), given, when, out());
            return Cli.FINE;
        });
    }

    private Optional<Instant> instant(String at) {
        try {
            return at.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(at));
        } catch (java.time.DateTimeException e) {
            throw new ParameterException(
                    spec.commandLine(), "--at " + at + " is no time; write it like 2026-11-22T02:00:00Z");
        }
    }

    private int with(Path file, ToIntFunction<Routes> work) {
        if (!Files.isReadable(file)) {
            spec.commandLine().getErr().println("bellwether: there is no file " + file + " to read");
            return Cli.NOT_RUN;
        }
        try {
            return work.applyAsInt(RoutesReader.read(file));
        } catch (ProblemsException e) {
            for (Problem problem : e.problems()) {
                out().println(problem);
            }
            return Cli.MISTAKES;
        } finally {
            out().flush();
        }
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    /** Without anything that could send. */
    private static RoutingTree treeOf(Routes routes, MarketZones zones) {
        return routes.tree(settings -> new Receiver(settings.name()), zones);
    }

    private static MarketZones zones(Path kpis) {
        Markets markets =
                Files.isDirectory(kpis) ? CatalogueReader.read(kpis).catalogue().markets() : Markets.NONE;
        return MarketZones.of(() -> markets);
    }
}
