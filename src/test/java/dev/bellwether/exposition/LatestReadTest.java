package dev.bellwether.exposition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LatestReadTest {

    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private Instant now = Instant.parse("2026-11-22T12:00:00Z");
    private final AtomicInteger reads = new AtomicInteger();

    @Test
    void readsAnewForEachScrapeAsLongAsThatIsQuick() {
        var latest = new LatestRead<>(reads::incrementAndGet, Runnable::run, Duration.ZERO, () -> now);

        assertThat(latest.get()).isEqualTo(1);
        assertThat(latest.get()).isEqualTo(2);
    }

    @Test
    void showsWhatWasReadBeforeWhileASlowReadIsUnderWay() {
        LatestRead<Integer> latest = slowAfterTheFirst();

        assertThat(latest.get()).isEqualTo(1);
        assertThat(latest.get()).isEqualTo(1);
        assertThat(waiting).hasSize(1);

        waiting.remove().run();
        assertThat(latest.get()).isEqualTo(2);
    }

    @Test
    void saysSoWhenAReadDoesNotComeToAnEnd() {
        LatestRead<Integer> latest = slowAfterTheFirst();
        latest.get();
        latest.get();

        now = now.plusSeconds(31);
        assertThatThrownBy(latest::get).hasMessage("being read since 2026-11-22T12:00:00Z");
        assertThat(waiting).as("one read at a time").hasSize(1);
        waiting.remove().run();
        assertThat(latest.get()).isEqualTo(2);
    }

    @Test
    void passesOnWhatTheReadThrewAndTriesAgain() {
        var latest = new LatestRead<>(
                () -> {
                    if (reads.incrementAndGet() == 1) {
                        throw new IllegalArgumentException("the database is away");
                    }
                    return reads.get();
                },
                Runnable::run,
                Duration.ZERO,
                () -> now);

        assertThatThrownBy(latest::get).hasMessage("the database is away");
        assertThat(latest.get()).isEqualTo(2);
    }

    private LatestRead<Integer> slowAfterTheFirst() {
        var latest = new LatestRead<>(
                reads::incrementAndGet,
                task -> {
                    if (reads.get() == 0) {
                        task.run();
                    } else {
                        waiting.add(task);
                    }
                },
                Duration.ZERO,
                () -> now);
        latest.get();
        return latest;
    }
}
