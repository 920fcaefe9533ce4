package dev.bellwether.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.access.Account;
import dev.bellwether.access.AccountBook;
import dev.bellwether.access.AccountFile;
import dev.bellwether.access.AccountKind;
import dev.bellwether.access.Role;
import dev.bellwether.access.Token;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

class AccountCommandTest {

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void makesATokenPrintsItOnceAndKeepsItsHash() throws IOException {
        Path file = folder.resolve("config/tokens.yml");

        assertThat(run("tokens", "add", "grafana", "--role", "viewer", "--tokens", file.toString()))
                .isEqualTo(Cli.FINE);
        String token = out.toString().strip();

        assertThat(token).hasSize(32);
        assertThat(Files.readString(file)).doesNotContain(token);
        assertThat(book(file, AccountKind.TOKEN).find("grafana"))
                .hasValue(new Account("grafana", Role.VIEWER, Token.sha256(token)));
    }

    @Test
    void addsUsersOneAfterTheOther() {
        Path file = folder.resolve("users.yml");

        run("users", "add", "ada@example.com", "--role", "operator", "--generate", "--users", file.toString());
        String password = out.toString().strip();
        run("users", "add", "Zoë", "--role", "ADMIN", "--generate", "--users", file.toString());

        AccountBook book = book(file, AccountKind.USER);
        assertThat(book.all()).hasSize(2);
        Account ada = book.find("ada@example.com").orElseThrow();
        assertThat(ada.role()).isEqualTo(Role.OPERATOR);
        assertThat(new BCryptPasswordEncoder().matches(password, ada.secret().substring("{bcrypt}".length())))
                .isTrue();
    }

    @Test
    void refusesANameTwiceAndAWrongOneAndLeavesTheFile() throws IOException {
        Path file = folder.resolve("users.yml");
        run("users", "add", "ada", "--generate", "--users", file.toString());
        String before = Files.readString(file);

        assertThat(run("users", "add", "ada", "--generate", "--users", file.toString()))
                .isEqualTo(Cli.MISTAKES);
        assertThat(run("users", "add", "a\"b", "--generate", "--users", file.toString()))
                .isEqualTo(Cli.MISTAKES);
        assertThat(out.toString()).contains("users.yml:5:5: user \"ada\" is written twice; keep one of them");
        assertThat(Files.readString(file)).isEqualTo(before);
    }

    @Test
    void repeatsNoPasswordThatSomebodyWroteIntoTheFile() throws IOException {
        Path file = folder.resolve("users.yml");
        Files.writeString(file, """
                users:
                  - name: ada
                    role: boss
                    password: open sesame
                """);

        assertThat(run("users", "add", "zoe", "--generate", "--users", file.toString()))
                .isEqualTo(Cli.MISTAKES);
        assertThat(out.toString())
                .contains("users.yml:3:11: role \"boss\" is not a role")
                .contains("users.yml:4:15: password is not an encoded password; let \"users add NAME\" write it")
                .doesNotContain("sesame");
    }

    @Test
    void asksForNoPasswordWithoutATerminal() {
        assertThat(run(
                        "users",
                        "add",
                        "ada",
                        "--users",
                        folder.resolve("users.yml").toString()))
                .isEqualTo(Cli.NOT_RUN);
        assertThat(err.toString()).contains("add --generate");
    }

    private static AccountBook book(Path file, AccountKind kind) {
        return AccountBook.open(new AccountFile(file, kind), Instant.EPOCH);
    }

    private int run(String... arguments) {
        return new Cli(
                        new PrintWriter(out, true),
                        new PrintWriter(err, true),
                        () -> {
                            throw new IllegalStateException();
                        },
                        password -> "{bcrypt}" + new BCryptPasswordEncoder(4).encode(password))
                .run(arguments);
    }
}
