package dev.bellwether.testing;

import dev.bellwether.access.Account;
import dev.bellwether.access.AccountBook;
import dev.bellwether.access.AccountFile;
import dev.bellwether.access.AccountKind;
import dev.bellwether.access.Role;
import dev.bellwether.access.Token;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/** A user and a token for each role, both named as the role is. */
public final class Accounts {

    /** Of every user. */
    public static final String PASSWORD = Token.make();

    private static final Path FOLDER = written();

    private Accounts() {}

    public static Path users() {
        return FOLDER.resolve("users.yml");
    }

    public static Path tokens() {
        return FOLDER.resolve("tokens.yml");
    }

    public static AccountBook userBook() {
        return AccountBook.open(new AccountFile(users(), AccountKind.USER), Instant.EPOCH);
    }

    public static AccountBook tokenBook() {
        return AccountBook.open(new AccountFile(tokens(), AccountKind.TOKEN), Instant.EPOCH);
    }

    /** The token of the role, as a program would have it. */
    public static String token(Role role) {
        return role + PASSWORD;
    }

    /** Sends the role's token with the request. */
    public static HttpRequest.Builder as(Role role, HttpRequest.Builder request) {
        return request.setHeader("Authorization", "Bearer " + token(role));
    }

    private static Path written() {
        try {
            Path folder = Files.createTempDirectory("bellwether");
            var quick = new BCryptPasswordEncoder(4);
            for (Role role : Role.values()) {
                String name = role.toString();
                new AccountFile(folder.resolve("users.yml"), AccountKind.USER)
                        .add(new Account(name, role, "{bcrypt}" + quick.encode(PASSWORD)));
                new AccountFile(folder.resolve("tokens.yml"), AccountKind.TOKEN)
                        .add(new Account(name + "-token", role, Token.sha256(token(role))));
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
