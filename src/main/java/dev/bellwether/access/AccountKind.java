package dev.bellwether.access;

import dev.bellwether.yaml.YamlForm;
import java.util.regex.Pattern;

/** The two kinds of accounts, each with a file of its own. */
public enum AccountKind {
    /** People, by password. */
    USER(
            "user",
            "password",
            YamlForm.matching(
                    "an encoded password",
                    Pattern.compile("\\{bcrypt}\\$2[aby]\\$\\d\\d\\$[./A-Za-z0-9]{53}"),
                    "let \"users add NAME\" write it; passwords never stand here themselves")),
    /** Machines, by token. */
    TOKEN(
            "token",
            "sha256",
            YamlForm.matching(
                    "the SHA-256 of a token",
                    Pattern.compile("[0-9a-f]{64}"),
                    "let \"tokens add NAME\" write it; tokens never stand here themselves"));

    /** Of users and tokens. */
    static final YamlForm<String> NAME = YamlForm.matching(
            "a name",
            Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}._@+-]{0,99}"),
            "write letters, digits and . _ @ + -, at most 100 of them");

    private final String noun;
    private final String secretKey;
    private final YamlForm<String> secretForm;

    AccountKind(String noun, String secretKey, YamlForm<String> secretForm) {
        this.noun = noun;
        this.secretKey = secretKey;
        this.secretForm = secretForm;
    }

    /** {@code user} or {@code token}. */
    public String noun() {
        return noun;
    }

    /** The key of the list in the file. */
    String list() {
        return noun + "s";
    }

    String secretKey() {
        return secretKey;
    }

    YamlForm<String> secretForm() {
        return secretForm;
    }
}
