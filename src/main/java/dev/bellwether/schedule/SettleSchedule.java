package dev.bellwether.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.TaskScheduler;

/**
 * Every few seconds: silences whose alerts are resolved end, acknowledgements of what got worse break, authors are
 * reminded. Sooner than the next check of a group is soon enough.
 */
public final class SettleSchedule {

    private static final Logger log = LoggerFactory.getLogger(SettleSchedule.class);
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private static final Duration LONG_PAUSE = Duration.ofMinutes(1);

    private final List<Consumer<Instant>> work;
    private final Consumer<Instant> reminders;
    private final InstantSource clock;

    /** @param reminders may wait for a mail server, so they have a turn of their own */
    public SettleSchedule(List<Consumer<Instant>> work, Consumer<Instant> reminders, InstantSource clock) {
        this.work = List.copyOf(work);
        this.reminders = reminders;
        this.clock = clock;
    }

    public void start(TaskScheduler scheduler) {
        scheduler.scheduleWithFixedDelay(
                () -> work.forEach(this::settle), clock.instant().plus(PAUSE), PAUSE);
        scheduler.scheduleWithFixedDelay(
                () -> settle(reminders), clock.instant().plus(LONG_PAUSE), LONG_PAUSE);
    }

    /** Never throws: what failed is tried again at the next turn. */
    private void settle(Consumer<Instant> one) {
        try {
            one.accept(clock.instant());
        } catch (RuntimeException e) {
            log.atWarn().setCause(e).log("silences and acknowledgements were not looked after");
        }
    }
}
