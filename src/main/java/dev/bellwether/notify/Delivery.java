package dev.bellwether.notify;

import java.time.Instant;

/** What came of an attempt to send. */
public sealed interface Delivery {

    /**
     * The other side has taken it over.
     *
     * @param messageId of the mail; empty for what is no mail
     * @param answer what the other side said, in one line
     */
    record Sent(String messageId, String answer) implements Delivery {

        /** Where nothing is known of it. */
        public Sent() {
            this("", "");
        }
    }

    /**
     * It is told in a digest. The target is taken to know it.
     *
     * @param until when the digest is made
     * @param why one line for the operator
     */
    record Held(Instant until, String why) implements Delivery {}

    /**
     * It may work later.
     *
     * @param why one line for the operator; holds no secret
     * @param tried whether it was tried at all, or only spared the wait for a server that is gone
     */
    record RetryAt(Instant when, String why, boolean tried) implements Delivery {

        /** It was tried. */
        public RetryAt(Instant when, String why) {
            this(when, why, true);
        }
    }

    /**
     * There will be no further attempt.
     *
     * @param why one line for the operator; holds no secret
     * @param refused whether the other side said never, so that the same news need not be tried again soon; otherwise
     *     time has run out, and the next check may write a new one
     */
    record GivenUp(String why, boolean refused) implements Delivery {}
}
