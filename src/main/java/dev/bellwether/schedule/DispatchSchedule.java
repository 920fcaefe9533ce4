package dev.bellwether.schedule;

import dev.bellwether.notify.Dispatcher;
import dev.bellwether.notify.Sender;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.TaskScheduler;

/**
 * Once a second: decides what is to be sent, and sends what is due. Both run on threads of their own, so a mail server
 * that hangs holds up no decision, and neither holds up an evaluation.
 */
public final class DispatchSchedule {

    private static final Logger log = LoggerFactory.getLogger(DispatchSchedule.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Dispatcher dispatcher;
    private final Sender sender;
    private final InstantSource clock;

    public DispatchSchedule(Dispatcher dispatcher, Sender sender, InstantSource clock) {
        this.dispatcher = dispatcher;
        this.sender = sender;
        this.clock = clock;
    }

    public void start(TaskScheduler scheduler) {
        scheduler.scheduleWithFixedDelay(new Turn("alerts cannot be dispatched", dispatcher::dispatch), PAUSE);
        scheduler.scheduleWithFixedDelay(new Turn("notifications cannot be sent", sender::deliver), PAUSE);
    }

    /** One kind of work, said to be in trouble once and not every second. */
    private final class Turn implements Runnable {

        private final String trouble;
        private final Consumer<Instant> work;
        private String lastReason = "";

        Turn(String trouble, Consumer<Instant> work) {
            this.trouble = trouble;
            this.work = work;
        }

        @Override
        public void run() {
            try {
                work.accept(clock.instant());
                lastReason = "";
            } catch (RuntimeException e) {
                // what was not done stays in the outbox and is tried at the next turn
                String reason = String.valueOf(e.getMessage());
                if (!reason.equals(lastReason)) {
                    lastReason = reason;
                    log.atWarn().setCause(e).log(trouble);
                }
            }
        }
    }
}
