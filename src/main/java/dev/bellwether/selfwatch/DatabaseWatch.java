package dev.bellwether.selfwatch;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the database what time it is: whether it answers, and whether its clock and ours agree. */
public final class DatabaseWatch {

    private static final Logger log = LoggerFactory.getLogger(DatabaseWatch.class);

    /** Without an answer for so long it counts as gone; one that hangs does not say so. */
    static final Duration PATIENCE = Duration.ofSeconds(45);

    /** An answer that took longer tells nothing of the clocks. */
    private static final Duration QUICK = Duration.ofSeconds(1);

    private final Supplier<Instant> databaseClock;
    private final InstantSource clock;
    private volatile Instant lastAnswer;
    private volatile boolean isAnswering = true;
    private volatile Optional<Duration> skew = Optional.empty();

    /** @param databaseClock throws when the database does not answer */
    public DatabaseWatch(Supplier<Instant> databaseClock, InstantSource clock) {
        this.databaseClock = databaseClock;
        this.clock = clock;
        this.lastAnswer = clock.instant();
    }

    /** Asks once; never throws. */
    public void look() {
        Instant before = clock.instant();
        try {
            Instant theirs = databaseClock.get();
            Instant after = clock.instant();
            Duration took = Duration.between(before, after);
            if (!took.isNegative() && took.compareTo(QUICK) < 0) {
                skew = Optional.of(Duration.between(before.plus(took.dividedBy(2)), theirs));
            }
            lastAnswer = after;
            if (!isAnswering) {
                log.info("the database answers again");
            }
            isAnswering = true;
        } catch (RuntimeException e) {
            if (isAnswering) {
                log.atWarn().addKeyValue("why", e.getMessage()).log("the database does not answer");
            }
            isAnswering = false;
        }
    }

    /** Whether it answers; the first moments of a start count as an answer. */
    public boolean isUp(Instant now) {
        return isAnswering && Duration.between(lastAnswer, now).compareTo(PATIENCE) <= 0;
    }

    /** How far its clock is ahead of ours; nothing before the first quick answer. */
    public Optional<Duration> skew() {
        return skew;
    }
}
