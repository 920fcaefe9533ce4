package dev.bellwether.cli;

import dev.bellwether.access.Account;
import dev.bellwether.access.AccountFile;
import dev.bellwether.access.AccountKind;
import dev.bellwether.access.Role;
import dev.bellwether.access.Token;
import dev.bellwether.problem.Problem;
import dev.bellwether.problem.ProblemsException;
import java.io.Console;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code users} and {@code tokens}: lets people and machines in. */
@SuppressWarnings("NullAway.Init") // picocli fills it in
abstract class AccountCommand implements Runnable {

    private static final int MOST_BYTES = 72; // bcrypt reads no further

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what to do: " + spec.name() + " add NAME");
    }

    /** {@code users add}. */
    @Command(
            name = "users",
            description = "Lets people in.",
            footer = {
                "  java -jar bellwether.jar users add ada --role operator",
                "  java -jar bellwether.jar users add ada --role operator --generate"
            })
    static final class Users extends AccountCommand {

        private final UnaryOperator<String> encoder;

        /** @param encoder what is kept of a password */
        Users(UnaryOperator<String> encoder) {
            this.encoder = encoder;
        }

        @Command(
                description = "Asks for a password and writes the user into the file. A running service takes it over.",
                footer = "  java -jar bellwether.jar users add ada --role operator")
        int add(
                @Parameters(paramLabel = "NAME", description = "Who signs in.") String name,
                @Option(
                                names = "--role",
                                defaultValue = "viewer",
                                description = "${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}).")
                        Role role,
                @Option(names = "--generate", description = "Makes a password and prints it once.") boolean generate,
                @Option(
                                names = "--users",
                                paramLabel = "FILE",
                                defaultValue = "config/users.yml",
                                description = "The file of users (${DEFAULT-VALUE}).")
                        Path file) {
            String password = generate ? Token.make() : asked();
            var account = new Account(name, role, encoder.apply(password));
            return write(new AccountFile(file, AccountKind.USER), account, generate ? password : null);
        }
    }

    /** {@code tokens add}. */
    @Command(
            name = "tokens",
            description = "Lets machines in.",
            footer = "  java -jar bellwether.jar tokens add grafana --role viewer")
    static final class Tokens extends AccountCommand {

        @Command(
                description = "Makes a token, prints it once and writes its hash into the file.",
                footer = "  java -jar bellwether.jar tokens add grafana --role viewer")
        int add(
                @Parameters(paramLabel = "NAME", description = "Which machine it is for.") String name,
                @Option(
                                names = "--role",
                                defaultValue = "viewer",
                                description = "${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}).")
                        Role role,
                @Option(
                                names = "--tokens",
                                paramLabel = "FILE",
                                defaultValue = "config/tokens.yml",
                                description = "The file of tokens (${DEFAULT-VALUE}).")
                        Path file) {
            String token = Token.make();
            return write(new AccountFile(file, AccountKind.TOKEN), new Account(name, role, Token.sha256(token)), token);
        }
    }

    int write(AccountFile file, Account account, @Nullable String once) {
        try {
            file.add(account);
        } catch (ProblemsException e) {
            for (Problem problem : e.problems()) {
                spec.commandLine().getOut().println(problem);
            }
            return Cli.MISTAKES;
        } catch (IOException e) {
            spec.commandLine().getErr().println("bellwether: " + file.path() + " cannot be written: " + e);
            return Cli.NOT_RUN;
        }
        if (once != null) {
            spec.commandLine().getOut().println(once);
        }
        spec.commandLine().getErr().println(account + " is written into " + file.path());
        return Cli.FINE;
    }

    /** Twice, and not shown. */
    String asked() {
        Console console = System.console();
        if (console == null) {
            throw new ParameterException(
                    spec.commandLine(), "there is no terminal to ask for a password at; add --generate");
        }
        String password = new String(console.readPassword("Password: "));
        if (password.length() < 12 || password.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
            throw new ParameterException(spec.commandLine(), "a password has 12 letters or more, and at most 72 bytes");
        }
        if (!password.equals(new String(console.readPassword("Once more: ")))) {
            throw new ParameterException(spec.commandLine(), "the two are not the same");
        }
        return password;
    }
}
