package dev.bellwether.exposition;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is read from the database for each scrape, but not waited for long: a read that takes its time is shown at the
 * next scrape, and until then what was read before. One read at a time, however many scrape.
 */
public final class LatestRead<T> implements Supplier<T> {

    /** So long what was read before may be shown; then it is told that it cannot be read. */
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final Supplier<T> read;
    private final Executor background;
    private final Duration patience;
    private final InstantSource clock;
    private @Nullable CompletableFuture<T> underWay;
    private @Nullable T before;
    private Instant begun = Instant.MIN;

    /** @param patience how long a scrape waits for a read when there is one from before */
    public LatestRead(Supplier<T> read, Executor background, Duration patience, InstantSource clock) {
        this.clock = clock;
        this.read = read;
        this.background = background;
        this.patience = patience;
    }

    /** @throws RuntimeException what the read threw, or because it takes too long */
    @Override
    public synchronized T get() {
        if (underWay == null) {
            underWay = CompletableFuture.supplyAsync(read, background);
            begun = clock.instant();
        }
        try {
            Duration wait = before == null ? LONGEST : patience;
            T now = underWay.get(wait.toMillis(), TimeUnit.MILLISECONDS);
            underWay = null;
            before = now;
            return now;
        } catch (TimeoutException e) {
            if (before == null || clock.instant().isAfter(begun.plus(LONGEST))) {
                throw new IllegalStateException("being read since " + begun, e);
            }
            return before;
        } catch (ExecutionException e) {
            underWay = null;
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
