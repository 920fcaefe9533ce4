package dev.bellwether.kpi;

import java.time.Instant;

/**
 * A span of time that a source is asked for: every grain whose end lies in it.
 *
 * @param from exclusive
 * @param to inclusive
 */
public record Window(Instant from, Instant to) {

    public Window {
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("window from " + from + " to " + to + " is empty");
        }
    }

    public boolean contains(Instant at) {
        return at.isAfter(from) && !at.isAfter(to);
    }
}
