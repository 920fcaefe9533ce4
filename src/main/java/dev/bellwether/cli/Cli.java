package dev.bellwether.cli;

import dev.bellwether.problem.DidYouMean;
import dev.bellwether.routing.NotifySettings;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line: one verb, its options, an exit code. Starts no Spring, so that an answer comes within a second. */
public final class Cli {

    /** All is well. */
    public static final int FINE = 0;

    /** The thing looked at has mistakes. */
    public static final int MISTAKES = 1;

    /** Nothing was looked at: wrong usage, or a file that cannot be read. */
    public static final int NOT_RUN = 2;

    private static final String SERVE = "serve";
    private static final Set<String> SPRING_SWITCHES = Set.of("--debug", "--trace");

    private final CommandLine commandLine;

    Cli(PrintWriter out, PrintWriter err) {
        this(out, err, () -> {
            throw new IllegalStateException("no settings of a service are to be had here");
        });
    }

    Cli(PrintWriter out, PrintWriter err, Supplier<NotifySettings> settings) {
        this(out, err, settings, password -> {
            throw new IllegalStateException("no password can be kept here");
        });
    }

    Cli(PrintWriter out, PrintWriter err, Supplier<NotifySettings> settings, UnaryOperator<String> encoder) {
        commandLine = new CommandLine(new Root())
                .addSubcommand(SERVE, new Serve())
                .addSubcommand("check", new CheckCommand())
                .addSubcommand("test", new TestCommand())
                .addSubcommand(new ExplainCommand())
                .addSubcommand(new DetectCommand())
                .addSubcommand(new RoutesCommand())
                .addSubcommand(new ReceiversCommand(settings))
                .addSubcommand(new MailCommand())
                .addSubcommand(new HealthCommand())
                .addSubcommand(new AccountCommand.Users(encoder))
                .addSubcommand(new AccountCommand.Tokens())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(out)
                .setErr(err)
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    command.getErr().println("bellwether: " + failure.getMessage());
                    return NOT_RUN;
                })
                .setParameterExceptionHandler(Cli::sayWhatWasMeant);
    }

    /**
     * Speaks to the terminal.
     *
     * @param settings of the service, for the verbs that send; asked only by these
     * @param encoder what is kept of a password
     */
    public static Cli onConsole(Supplier<NotifySettings> settings, UnaryOperator<String> encoder) {
        return new Cli(
                new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                new PrintWriter(System.err, true, StandardCharsets.UTF_8),
                settings,
                encoder);
    }

    /** Whether the service is asked for: {@code serve}, or nothing but settings such as {@code --server.port=8080}. */
    public static boolean isToServe(String... args) {
        return List.of(settingsOf(args)).stream().allMatch(Cli::isSetting);
    }

    /** What is left for Spring. */
    public static String[] settingsOf(String... args) {
        boolean hasVerb = args.length > 0 && args[0].equals(SERVE);
        return List.of(args).subList(hasVerb ? 1 : 0, args.length).toArray(String[]::new);
    }

    /** Does what is asked, and answers with the exit code of the process. */
    public int run(String... args) {
        return commandLine.execute(args);
    }

    private static boolean isSetting(String arg) {
        return SPRING_SWITCHES.contains(arg) || arg.matches("--[a-zA-Z][\\w.\\[\\]-]*(=.*|\\.[\\w.-]+)");
    }

    private static int sayWhatWasMeant(ParameterException mistake, String[] args) {
        CommandLine command = mistake.getCommandLine();
        command.getErr().println("bellwether: " + sentence(mistake));
        command.getErr().println("'bellwether --help' lists what can be asked.");
        return NOT_RUN;
    }

    private static String sentence(ParameterException mistake) {
        if (mistake instanceof UnmatchedArgumentException unmatched) {
            String word = unmatched.getUnmatched().get(0);
            var known = word.startsWith("-")
                    ? mistake.getCommandLine().getCommandSpec().optionsMap().keySet()
                    : mistake.getCommandLine().getSubcommands().keySet();
            return "\"%s\" is not known; %s".formatted(word, DidYouMean.sentence(word, known));
        }
        return Objects.toString(mistake.getMessage(), "wrong usage");
    }

    @Command(
            name = "bellwether",
            mixinStandardHelpOptions = true,
            scope = ScopeType.INHERIT,
            versionProvider = Version.class,
            synopsisSubcommandLabel = "[VERB]",
            usageHelpAutoWidth = true,
            description = "Watches KPIs by rules, and tells the right people. Without a verb it serves.",
            commandListHeading = "%nVerbs:%n",
            optionListHeading = "%nOptions:%n",
            footerHeading = "%nExamples:%n",
            footer = {
                "  java -jar bellwether.jar --help",
                "  java -jar bellwether.jar --version",
                "  java -jar bellwether.jar serve --spring.profiles.active=demo",
                "  java -jar bellwether.jar check",
                "  java -jar bellwether.jar explain ShippingDelaySpike --labels market=BR",
                "  java -jar bellwether.jar routes test market=BR severity=critical",
                "  java -jar bellwether.jar receivers test operations",
                "  java -jar bellwether.jar detect orders.csv --out scored.csv",
                "  java -jar bellwether.jar mail preview --out mail.html",
                "  java -jar bellwether.jar health",
                "  java -jar bellwether.jar users add ada --role operator",
                "  java -jar bellwether.jar tokens add grafana --role viewer",
                "",
                "Exit codes: 0 fine; 1 the thing looked at has mistakes; 2 wrong usage, or a file that cannot be read."
            })
    @SuppressWarnings("NullAway.Init") // picocli fills it in
    private static final class Root implements Runnable {
        @CommandLine.Spec
        private CommandLine.Model.CommandSpec spec;

        @Override
        public void run() {
            spec.commandLine().usage(spec.commandLine().getOut());
        }
    }

    @Command(
            description = "Runs the service: reads ./kpis, ./rules and ./config/application.yml.",
            customSynopsis = "bellwether serve [--SETTING=VALUE...]",
            footer = {
                "  java -jar bellwether.jar serve",
                "  java -jar bellwether.jar serve --server.port=9000",
                "  java -jar bellwether.jar serve --spring.profiles.active=demo"
            })
    @SuppressWarnings("NullAway.Init") // picocli fills it in
    private static final class Serve implements Runnable {
        @CommandLine.Spec
        private CommandLine.Model.CommandSpec spec;

        @Override
        public void run() {
            throw new ParameterException(spec.commandLine(), "settings of serve are written --name=value");
        }
    }
}
