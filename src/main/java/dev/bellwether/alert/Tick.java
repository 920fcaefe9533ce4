package dev.bellwether.alert;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What the rules said at one instant.
 *
 * @param at end of the grain judged
 * @param breaches at most one for each alert
 * @param words what is known of an alert that is not breached
 * @param grain how far ticks lie apart; zero where that is of no matter
 */
public record Tick(
        Instant at, List<Breach> breaches, Function<Alert, Word> words, Duration grain, Steadiness steadiness) {

    public Tick {
        breaches = List.copyOf(breaches);
    }

    /**
     * Where the grain does not matter.
     *
     * @param isGood whether the alert's rule was asked about it with a sound reading, and found nothing; an alert that
     *     is neither breached nor good is left as it is
     */
    public Tick(Instant at, List<Breach> breaches, Predicate<Alert> isGood) {
        this(at, breaches, alert -> isGood.test(alert) ? Word.GOOD : Word.UNKNOWN, Duration.ZERO, Steadiness.ANY);
    }
}
