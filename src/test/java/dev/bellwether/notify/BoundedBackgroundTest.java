package dev.bellwether.notify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.alert.Alert;
import dev.bellwether.kpi.Kpi;
import dev.bellwether.kpi.KpiId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BoundedBackgroundTest {

    private static final Alert ALERT = SampleNotifications.shipping("ES", "correo");
    private static final Story FOUND =
            new Story(new Trail(List.of(new Trail.Point(Instant.EPOCH, 1, 1, 0, 2, 10))), Optional.empty());

    private final AtomicInteger asked = new AtomicInteger();
    private final CountDownLatch answers = new CountDownLatch(1);

    @AfterEach
    void letGo() {
        answers.countDown();
    }

    @Test
    void asksOnceForTheSameNews() {
        try (var background = new BoundedBackground(answering(() -> FOUND), Duration.ofMinutes(1))) {
            assertThat(background.of(ALERT, SampleNotifications.NOW)).isEqualTo(FOUND);
            assertThat(background.of(ALERT, SampleNotifications.NOW.plusSeconds(9)))
                    .isEqualTo(FOUND);
            assertThat(background.of(SampleNotifications.resolved(ALERT), SampleNotifications.NOW))
                    .isEqualTo(FOUND);
        }
        assertThat(asked).hasValue(2);
    }

    @Test
    void goesOnWithoutAnAnswerThatDoesNotCome() {
        try (var background = new BoundedBackground(answering(this::never), Duration.ofMillis(20))) {
            assertThat(background.of(ALERT, SampleNotifications.NOW)).isEqualTo(Story.NONE);
        }
    }

    @Test
    void goesOnWithoutAnAnswerThatFails() {
        try (var background = new BoundedBackground(
                answering(() -> {
                    throw new IllegalStateException("no database");
                }),
                Duration.ofMinutes(1))) {
            assertThat(background.of(ALERT, SampleNotifications.NOW)).isEqualTo(Story.NONE);
        }
    }

    private Story never() {
        try {
            answers.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return FOUND;
    }

    private Background answering(Supplier<Story> answer) {
        return new Background() {
            @Override
            public Optional<Kpi> kpi(KpiId id) {
                return Optional.empty();
            }

            @Override
            public Story of(Alert alert, Instant at) {
                asked.incrementAndGet();
                return answer.get();
            }
        };
    }
}
