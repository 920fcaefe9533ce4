package dev.bellwether.access;

import dev.bellwether.problem.Location;
import dev.bellwether.problem.Problem;
import dev.bellwether.problem.Problems;
import dev.bellwether.problem.ProblemsException;
import dev.bellwether.yaml.YamlDocument;
import dev.bellwether.yaml.YamlForm;
import dev.bellwether.yaml.YamlMap;
import dev.bellwether.yaml.YamlNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A file of accounts.
 *
 * <pre>
 * users:
 *   - name: ada
 *     role: operator
 *     password: "{bcrypt}$2a$…"
 * </pre>
 */
public record AccountFile(Path path, AccountKind kind) {

    private static final YamlForm<Role> ROLE = YamlForm.oneOf("a role", Role.class);

    /** How a person would name it. */
    String name() {
        return path.normalize().toString().replace('\\', '/');
    }

    /** @throws ProblemsException when it cannot be read */
    byte[] content() {
        try {
            return Files.readAllBytes(path);
        } catch (IOException e) {
            throw new ProblemsException(
                    List.of(new Problem(Location.of(name()), "cannot be read: " + e, "check that it may be read")));
        }
    }

    /** @throws ProblemsException with every mistake in it */
    Map<String, Account> parse(byte[] content) {
        var problems = new Problems();
        var accounts = new LinkedHashMap<String, Account>();
        Optional<YamlMap> top =
                YamlDocument.parse(content, name(), problems).flatMap(node -> node.map("a file of " + kind.list()));
        top.ifPresent(map -> {
            map.refuseKeysOtherThan(List.of(kind.list()));
            List<YamlNode> entries =
                    map.require(kind.list()).map(node -> node.list(kind.list())).orElse(List.of());
            for (YamlNode entry : entries) {
                entry.map("a " + kind.noun()).flatMap(this::account).ifPresent(account -> {
                    if (accounts.put(account.name(), account) != null) {
                        entry.problem(kind.noun() + " \"" + account.name() + "\" is written twice", "keep one of them");
                    }
                });
            }
        });
        problems.throwIfAny();
        return accounts;
    }

    private Optional<Account> account(YamlMap map) {
        map.refuseKeysOtherThan(List.of("name", "role", kind.secretKey()));
        Optional<String> name = map.require("name", AccountKind.NAME);
        Optional<Role> role = map.require("role", ROLE);
        // what stands there may be a password that somebody took for its encoded form: no message repeats it
        Optional<String> secret = map.require(kind.secretKey(), YamlForm.TEXT).filter(written -> {
            boolean isEncoded = kind.secretForm().parser().apply(written).isPresent();
            if (!isEncoded) {
                map.problem(
                        kind.secretKey(),
                        kind.secretKey() + " is not " + kind.secretForm().noun(),
                        kind.secretForm().mending().apply(""));
            }
            return isEncoded;
        });
        return name.isPresent() && role.isPresent() && secret.isPresent()
                ? Optional.of(new Account(name.get(), role.get(), secret.get()))
                : Optional.empty();
    }

    /**
     * Writes one account more at the end, or makes the file.
     *
     * @throws ProblemsException when the file has mistakes, or would have some with it, such as a name that is taken;
     *     then it stays as it is
     */
    public void add(Account account) throws IOException {
        String before = Files.exists(path) ? Files.readString(path) : kind.list() + ":\n";
        if (Files.exists(path)) {
            parse(content());
        }
        String after = before
                + (before.endsWith("\n") ? "" : "\n")
                + "  - name: \"%s\"\n    role: %s\n    %s: \"%s\"\n"
                        .formatted(account.name(), account.role(), kind.secretKey(), account.secret());
        parse(after.getBytes(StandardCharsets.UTF_8));
        Path folder = path.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        Path draft = Files.createTempFile(folder, kind.list(), ".yml"); // only its owner may read it
        try {
            Files.writeString(draft, after);
            Files.move(draft, path, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(draft);
        }
    }
}
