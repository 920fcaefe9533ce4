package dev.bellwether.source;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A password or token. One that stands in a file is read again at every use, so that it may be changed while the service
 * runs. Never prints itself.
 */
public final class Secret {

    /** No secret at all. */
    public static final Secret NONE = new Secret("", null);

    private final String text;
    private final @Nullable Path file;

    private Secret(String text, @Nullable Path file) {
        this.text = text;
        this.file = file;
    }

    public static Secret of(String text) {
        return new Secret(text, null);
    }

    /** The first line of the file. */
    public static Secret in(Path file) {
        return new Secret("", file);
    }

    public boolean isNone() {
        return text.isEmpty() && file == null;
    }

    /** @throws UncheckedIOException when it stands in a file that cannot be read */
    public String read() {
        if (file == null) {
            return text;
        }
        try {
            return Files.readString(file).lines().findFirst().orElse("").strip();
        } catch (IOException e) {
            throw new UncheckedIOException("the file " + file + " that holds a secret cannot be read", e);
        }
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return file == null ? "***" : "*** in " + file;
    }
}
