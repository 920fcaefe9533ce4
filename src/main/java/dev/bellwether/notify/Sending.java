package dev.bellwether.notify;

import java.time.Instant;
import java.util.Optional;

/**
 * One notification to one target, and what came of it. Written once and never changed.
 *
 * @param at when the other side took it, or when it was given up
 * @param accepted whether the other side took it
 * @param dedupKey of the notification
 * @param decidedAt when it was decided
 * @param attempts how many there were, the last one among them
 * @param rules hash of the rules in force when it was decided; empty where that was not kept
 * @param messageId of the mail; empty for what is no mail, and for what was given up
 * @param answer what the server said, or why it was given up
 */
public record Sending(
        Instant at,
        boolean accepted,
        String dedupKey,
        Notification.Group group,
        Target target,
        NotifyReason reason,
        Instant decidedAt,
        int attempts,
        String rules,
        String messageId,
        String answer) {

    /**
     * Which ones somebody wants to see, the newest first.
     *
     * @param alert fingerprint of an alert they told of; empty for any
     * @param address of their target; empty for any
     * @param since the oldest
     * @param limit how many at most
     */
    public record Wanted(Optional<String> alert, Optional<String> address, Instant since, int limit) {

        /** All about one alert. */
        public static Wanted about(String fingerprint, Instant since, int limit) {
            return new Wanted(Optional.of(fingerprint), Optional.empty(), since, limit);
        }
    }
}
