package dev.bellwether.schedule;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SourceWorkersTest {

    @Test
    void s1AHungSourceHoldsUpNoOtherAndTakesNoMoreThanItsWorkers() throws InterruptedException {
        var hung = new CountDownLatch(1);
        var begun = new CountDownLatch(2);
        var atOnce = new AtomicInteger();
        var others = new CountDownLatch(5);
        try (var workers = new SourceWorkers(source -> 2)) {
            for (int i = 0; i < 5; i++) {
                workers.execute("hung", () -> {
                    atOnce.incrementAndGet();
                    begun.countDown();
                    await(hung);
                });
                workers.execute("well", others::countDown);
            }

            assertThat(others.await(60, SECONDS)).isTrue();
            assertThat(begun.await(60, SECONDS)).isTrue();
            assertThat(atOnce).hasValue(2);
            hung.countDown();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
