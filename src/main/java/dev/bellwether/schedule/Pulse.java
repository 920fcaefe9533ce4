package dev.bellwether.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.springframework.scheduling.TaskScheduler;

/** Beats every second where the schedules live. As long as it beats, what is due is handed over. */
public final class Pulse {

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final InstantSource clock;
    private volatile Instant lastBeat;

    public Pulse(InstantSource clock) {
        this.clock = clock;
        this.lastBeat = clock.instant();
    }

    public void start(TaskScheduler scheduler) {
        scheduler.scheduleWithFixedDelay(this::beat, PAUSE);
    }

    void beat() {
        lastBeat = clock.instant();
    }

    /** How long a beat has been overdue; zero when none is. */
    public Duration late(Instant now) {
        Duration late = Duration.between(lastBeat.plus(PAUSE), now);
        return late.isNegative() ? Duration.ZERO : late;
    }
}
