package dev.bellwether.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where the demo keeps its state between two starts: the anchor of its story, the service's database, the caught mails.
 * A restart goes on with the same story, so that nothing is mailed twice; once the story is over, the next start begins
 * a new one in an empty folder.
 */
public final class DemoFolder {

    /** How long after its first start the story may still be gone on with. */
    static final Duration STORY = Duration.ofHours(12);

    private static final String ANCHOR = "anchor";

    private final Path folder;

    public DemoFolder(Path folder) {
        this.folder = folder;
    }

    /** When the story that stands here was first started; {@code now} begins a new one where there is none. */
    public Instant anchor(Instant now) {
        Instant begun = now.truncatedTo(ChronoUnit.SECONDS);
        try {
            Optional<Instant> told = read();
            if (told.isPresent()) {
                return told.get();
            }
            Files.createDirectories(folder);
            Files.writeString(folder.resolve(ANCHOR), begun.toString());
            return begun;
        } catch (IOException e) {
            throw new UncheckedIOException("the demo cannot write into " + folder, e);
        }
    }

    /** Empties the folder when its story is over at {@code now}, or when it has none. */
    void clearWhenOver(Instant now) {
        try {
            boolean goesOn = read().map(
                            anchor -> !anchor.isAfter(now) && anchor.plus(STORY).isAfter(now))
                    .orElse(false);
            if (!goesOn && Files.isDirectory(folder)) {
                empty();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the demo cannot clear " + folder, e);
        }
    }

    private Optional<Instant> read() throws IOException {
        Path file = folder.resolve(ANCHOR);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Instant.parse(Files.readString(file).strip()));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private void empty() throws IOException {
        try (Stream<Path> inside = Files.walk(folder)) {
            for (Path path : inside.sorted(Comparator.reverseOrder()).toList()) {
                if (!path.equals(folder)) {
                    Files.delete(path);
                }
            }
        }
    }
}
