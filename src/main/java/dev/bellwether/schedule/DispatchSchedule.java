package dev.bellwether.schedule;

import dev.bellwether.notify.Dispatcher;
import dev.bellwether.notify.Sender;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.TaskScheduler;

/**
 * Once a second: decides what is to be sent, and sends what is due; what was just decided is sent at once, while the rest
 * is still being decided. Both run on threads of their own, so a mail server that hangs holds up no decision, and
 * neither holds up an evaluation.
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
        var sending = new Turn("notifications cannot be sent", sender::deliver);
        Runnable sendNow = () -> sendNow(scheduler, sending);
        var dispatching = new Turn("alerts cannot be dispatched", now -> dispatcher.dispatch(now, sendNow));
        scheduler.scheduleWithFixedDelay(dispatching, PAUSE);
        scheduler.scheduleWithFixedDelay(sending, PAUSE);
    }

    private static void sendNow(TaskScheduler scheduler, Turn sending) {
        try {
            scheduler.schedule(sending, Instant.EPOCH);
        } catch (RejectedExecutionException e) {
            log.debug("not sent now, the service is stopping; it leaves after the next start");
        }
    }

    /** One kind of work, never twice at a time, said to be in trouble once and not every second. */
    private final class Turn implements Runnable {

        private final Lock underWay = new ReentrantLock();
        private final String trouble;
        private final Consumer<Instant> work;
        private String lastReason = "";

        Turn(String trouble, Consumer<Instant> work) {
            this.trouble = trouble;
            this.work = work;
        }

        @Override
        public void run() {
            if (underWay.tryLock()) {
                try {
                    work();
                } finally {
                    underWay.unlock();
                }
            }
        }

        private void work() {
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
