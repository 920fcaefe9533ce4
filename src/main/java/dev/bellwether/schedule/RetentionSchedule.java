package dev.bellwether.schedule;

import dev.bellwether.alert.Alerts;
import dev.bellwether.history.History;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.TaskScheduler;

/** Forgets samples and ended alerts once they are old. */
public final class RetentionSchedule {

    private static final Logger log = LoggerFactory.getLogger(RetentionSchedule.class);
    private static final Duration PAUSE = Duration.ofHours(6);
    private static final Duration FIRST = Duration.ofMinutes(10);

    private final History history;
    private final Alerts alerts;
    private final Duration keepSamples;
    private final Duration keepAlerts;
    private final List<Consumer<Instant>> others;
    private final InstantSource clock;

    /** @param others that forget what is as old as alerts */
    public RetentionSchedule(
            History history,
            Alerts alerts,
            Duration keepSamples,
            Duration keepAlerts,
            List<Consumer<Instant>> others,
            InstantSource clock) {
        this.others = List.copyOf(others);
        this.history = history;
        this.alerts = alerts;
        this.keepSamples = keepSamples;
        this.keepAlerts = keepAlerts;
        this.clock = clock;
    }

    public void start(TaskScheduler scheduler) {
        scheduler.scheduleWithFixedDelay(this::forget, clock.instant().plus(FIRST), PAUSE);
    }

    /** Never throws: a database that is away now is asked again at the next turn. */
    void forget() {
        Instant now = clock.instant();
        try {
            history.dropBefore(now.minus(keepSamples));
            alerts.dropBefore(now.minus(keepAlerts));
            others.forEach(other -> other.accept(now.minus(keepAlerts)));
        } catch (RuntimeException e) {
            log.atWarn().setCause(e).log("old samples, alerts and silences were not dropped");
        }
    }
}
