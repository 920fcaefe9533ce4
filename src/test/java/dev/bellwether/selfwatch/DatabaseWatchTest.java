package dev.bellwether.selfwatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class DatabaseWatchTest {

    private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

    private Instant now = START;
    private Supplier<Instant> database = () -> now;
    private final DatabaseWatch watch = new DatabaseWatch(() -> database.get(), () -> now);

    @Test
    void tellsHowFarTheClocksAreApartInTheMiddleOfTheAnswer() {
        database = () -> {
            now = now.plusMillis(400);
            return START.plusMillis(200).plusSeconds(3);
        };

        watch.look();

        assertThat(watch.skew()).contains(Duration.ofSeconds(3));
    }

    @Test
    void learnsNothingOfTheClocksFromASlowAnswer() {
        database = () -> {
            now = now.plusSeconds(5);
            return now;
        };

        watch.look();

        assertThat(watch.skew()).isEmpty();
        assertThat(watch.isUp(now)).isTrue();
    }

    @Test
    void isGoneAtOnceWhenItRefuses() {
        database = () -> {
            throw new IllegalStateException("connection refused");
        };
        watch.look();
        assertThat(watch.isUp(now)).isFalse();

        database = () -> now;
        watch.look();
        assertThat(watch.isUp(now)).isTrue();
    }

    @Test
    void isGoneAfterAWhileWhenItHangs() {
        watch.look();

        assertThat(watch.isUp(now.plus(DatabaseWatch.PATIENCE))).isTrue();
        assertThat(watch.isUp(now.plus(DatabaseWatch.PATIENCE).plusMillis(1))).isFalse();
    }
}
