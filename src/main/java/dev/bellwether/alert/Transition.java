package dev.bellwether.alert;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A change of an alert's state. Stored in the transaction that stores the state; the rows are the outbox.
 *
 * @param alert after the change
 * @param from null when the alert is new
 * @param at the grain at which it happened
 */
public record Transition(Alert alert, @Nullable AlertState from, AlertState to, Instant at) {

    /** Why it changed; a rise in severity is a change from firing to firing. */
    public Cause cause() {
        return alert.cause();
    }

    /** Which change of its alert this is, from 1. */
    public int number() {
        return alert.transitions();
    }

    Transition numbered(int number) {
        return new Transition(alert.counted(number), from, to, at);
    }
}
