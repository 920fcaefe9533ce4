package dev.bellwether.routing;

import dev.bellwether.notify.RoutingTree;
import dev.bellwether.problem.Location;
import dev.bellwether.problem.Problem;
import dev.bellwether.problem.ProblemsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Holds the routing that is in force, and reads its file again when asked. A file with mistakes changes nothing: the
 * routing before it stays as a whole. Safe for use by several threads.
 */
public final class RouteBook implements Supplier<RoutingTree> {

    private static final byte[] NONE = new byte[0];

    private final Path file;
    private final Function<Routes, RoutingTree> maker;
    private byte[] seen = NONE;
    private volatile RoutingTree current;
    private volatile Status status;

    /**
     * What came of the last reload.
     *
     * @param at when it was
     * @param problems every mistake in the file as it was then; empty when it was taken over
     */
    public record Status(Instant at, List<Problem> problems) {

        public Status {
            problems = List.copyOf(problems);
        }

        public boolean successful() {
            return problems.isEmpty();
        }
    }

    private RouteBook(Path file, Function<Routes, RoutingTree> maker, RoutingTree current, Instant now) {
        this.file = file;
        this.maker = maker;
        this.current = current;
        this.status = new Status(now, List.of());
    }

    /**
     * Reads the file, or takes other routing until there is one.
     *
     * @throws ProblemsException when it is there and has mistakes: at the start there is no routing to stay with
     */
    public static RouteBook open(
            Path file, Function<Routes, RoutingTree> maker, Supplier<RoutingTree> otherwise, Instant now) {
        if (!Files.exists(file)) {
            return new RouteBook(file, maker, otherwise.get(), now);
        }
        byte[] content = contentOf(file);
        var book = new RouteBook(file, maker, maker.apply(RoutesReader.parse(content, RoutesReader.nameOf(file))), now);
        book.seen = content;
        return book;
    }

    /** The routing in force. */
    @Override
    public RoutingTree get() {
        return current;
    }

    public Status status() {
        return status;
    }

    /** Reads the file when it holds something else than before, and takes it over when it is without mistakes. */
    public synchronized boolean reloadIfChanged(Instant now) {
        byte[] content;
        try {
            content = Files.exists(file) ? contentOf(file) : NONE;
            if (Arrays.equals(content, seen)) {
                return false;
            }
            seen = content;
            if (!Files.exists(file)) {
                String mend = "put it back, or restart to route by application.yml";
                throw new ProblemsException(
                        List.of(new Problem(Location.of(RoutesReader.nameOf(file)), "is gone", mend)));
            }
            current = maker.apply(RoutesReader.parse(content, RoutesReader.nameOf(file)));
            status = new Status(now, List.of());
        } catch (ProblemsException e) {
            boolean isTold = status.problems().equals(e.problems());
            status = isTold ? status : new Status(now, e.problems());
            return !isTold;
        }
        return true;
    }

    private static byte[] contentOf(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new ProblemsException(List.of(new Problem(
                    Location.of(RoutesReader.nameOf(file)), "cannot be read: " + e, "check that it may be read")));
        }
    }
}
