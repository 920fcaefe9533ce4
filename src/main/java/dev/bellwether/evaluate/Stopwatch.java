package dev.bellwether.evaluate;

import dev.bellwether.evaluate.Evaluation.Phase;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/** Laps of one evaluation. Counts elapsed time only; it does not know what time it is. */
final class Stopwatch {

    private final Map<Phase, Duration> laps = new EnumMap<>(Phase.class);
    private long started = System.nanoTime();

    /** Ends the phase that began when the one before it ended. */
    void ended(Phase phase) {
        long now = System.nanoTime();
        laps.merge(phase, Duration.ofNanos(now - started), Duration::plus);
        started = now;
    }

    Map<Phase, Duration> laps() {
        return laps;
    }
}
