package dev.bellwether.notify;

import java.time.Instant;

/** What came of an attempt to send. */
public sealed interface Delivery {

    /** The other side has taken it over. */
    record Sent() implements Delivery {}

    /**
     * It may work later.
     *
     * @param why one line for the operator; holds no secret
     */
    record RetryAt(Instant when, String why) implements Delivery {}

    /**
     * It will not work, or has not for too long.
     *
     * @param why one line for the operator; holds no secret
     */
    record GivenUp(String why) implements Delivery {}
}
