package dev.bellwether.alert;

import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;

/**
 * What the rules said at one instant.
 *
 * @param at end of the grain judged
 * @param breaches at most one for each alert
 * @param isGood whether the alert's rule was asked about it with a sound reading, and found nothing; an alert that is
 *     neither breached nor good (its source failed, its series had no reading) is left as it is
 */
public record Tick(Instant at, List<Breach> breaches, Predicate<Alert> isGood) {

    public Tick {
        breaches = List.copyOf(breaches);
    }
}
