package dev.bellwether.routing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that holds a password or a token in its first line, and may change while the service runs. */
final class SecretFile {

    private SecretFile() {}

    /** @throws UncheckedIOException when it cannot be read */
    static String read(Path file) {
        try {
            return Files.readString(file).lines().findFirst().orElse("").strip();
        } catch (IOException e) {
            throw new UncheckedIOException("the file " + file + " that holds a secret cannot be read", e);
        }
    }
}
