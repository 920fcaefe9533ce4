package dev.bellwether.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.alert.Lease;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LeadershipTest {

    private final Queue<Lease.Answer> answers = new ArrayDeque<>();
    private final AtomicInteger released = new AtomicInteger();
    private final AtomicInteger forgot = new AtomicInteger();
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5); // it may overflow
    private final Leadership leadership = new Leadership(
            new Lease() {
                @Override
                public Answer take() {
                    return answers.remove(); // throws when nothing is there: the store does not answer
                }

                @Override
                public void release() {
                    released.incrementAndGet();
                }
            },
            forgot::incrementAndGet,
            Duration.ofSeconds(20),
            nanos::get);

    private void look(Lease.Answer answer) {
        answers.add(answer);
        leadership.look();
    }

    private void passes(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @Test
    void evaluatesOnlyWithALease() {
        assertThat(leadership.isHeld()).isFalse();
        assertThat(leadership.begin()).isFalse();

        look(Lease.Answer.REFUSED);
        assertThat(leadership.begin()).isFalse();

        look(Lease.Answer.TAKEN);
        assertThat(leadership.begin()).isTrue();
    }

    @Test
    void forgetsWhatAnotherMayHaveMovedOnFromBeforeItBegins() {
        look(Lease.Answer.TAKEN);
        look(Lease.Answer.STILL_OURS);

        assertThat(forgot).hasValue(1);
    }

    @Test
    void beginsNothingWhenTheLeaseWasNotProlongedForTooLong() {
        look(Lease.Answer.TAKEN);

        passes(Duration.ofSeconds(19));
        assertThatThrownBy(leadership::look).isInstanceOf(RuntimeException.class);
        assertThat(leadership.isHeld()).isTrue();

        passes(Duration.ofSeconds(2));
        assertThat(leadership.isHeld()).isFalse();
        assertThat(leadership.begin()).isFalse();

        look(Lease.Answer.STILL_OURS);
        assertThat(leadership.isHeld()).isTrue();
        assertThat(forgot).as("nobody else has evaluated").hasValue(1);
    }

    @Test
    void takesNoLeaseAgainWhileWhatItBeganUnderTheOldOneIsUnderWay() {
        look(Lease.Answer.TAKEN);
        assertThat(leadership.begin()).isTrue();
        look(Lease.Answer.REFUSED);

        answers.add(Lease.Answer.TAKEN);
        leadership.look();
        assertThat(answers).as("not asked").containsExactlyElementsOf(List.of(Lease.Answer.TAKEN));

        leadership.end();
        leadership.look();
        assertThat(leadership.isHeld()).isTrue();
    }

    @Test
    void givesBackWhatItHasAndTakesNothingAfterwards() {
        look(Lease.Answer.TAKEN);

        leadership.close();
        leadership.look();

        assertThat(released).hasValue(1);
        assertThat(leadership.isHeld()).isFalse();
    }

    @Test
    void givesNothingBackThatItHasNot() {
        leadership.close();

        assertThat(released).hasValue(0);
    }

    @Test
    void tellsWhenItHasBecomeTheOneThatEvaluates() {
        answers.addAll(List.of(
                Lease.Answer.REFUSED,
                Lease.Answer.TAKEN,
                Lease.Answer.STILL_OURS,
                Lease.Answer.REFUSED,
                Lease.Answer.TAKEN));

        assertThat(List.of(
                        leadership.look(), leadership.look(), leadership.look(), leadership.look(), leadership.look()))
                .containsExactly(false, true, false, false, true);
    }
}
