package dev.bellwether.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the service look after itself, on threads of its own: what watches the schedules must not be one of their tasks,
 * and an evaluation never waits for it.
 */
public final class SelfWatchSchedule implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(SelfWatchSchedule.class);

    private final List<Look> looks;
    private final InstantSource clock;
    private final ScheduledExecutorService threads;

    /**
     * Something that is looked at again and again.
     *
     * @param name for the log
     */
    public record Look(String name, Duration every, Consumer<Instant> work) {}

    public SelfWatchSchedule(List<Look> looks, InstantSource clock) {
        this.looks = List.copyOf(looks);
        this.clock = clock;
        this.threads = new ScheduledThreadPoolExecutor(Math.max(1, looks.size()), task -> {
            var thread = new Thread(task, "self-watch");
            thread.setDaemon(true);
            return thread;
        });
    }

    public void start() {
        for (Look look : looks) {
            threads.scheduleWithFixedDelay(new Turn(look), 0, look.every().toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    /** Says trouble once, and never ends by it. */
    private final class Turn implements Runnable {

        private final Look look;
        private String lastReason = "";

        Turn(Look look) {
            this.look = look;
        }

        @Override
        public void run() {
            try {
                look.work().accept(clock.instant());
                lastReason = "";
            } catch (RuntimeException | Error e) { // an executor never calls again what threw
                String reason = String.valueOf(e.getMessage());
                if (!reason.equals(lastReason)) {
                    lastReason = reason;
                    log.atWarn().setCause(e).log("{} was not looked after", look.name());
                }
            }
        }
    }
}
