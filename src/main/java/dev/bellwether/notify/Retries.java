package dev.bellwether.notify;

import java.time.Duration;
import java.time.Instant;

/**
 * Pauses between attempts: the first, then twice as long each time up to the longest, until the notification is older
 * than {@code giveUpAfter}.
 */
public record Retries(Duration first, Duration longest, Duration giveUpAfter) {

    /** Five seconds, doubling to a quarter of an hour, for a day. */
    public static final Retries DEFAULT =
            new Retries(Duration.ofSeconds(5), Duration.ofMinutes(15), Duration.ofDays(1));

    private static final int MOST_DOUBLINGS = 30;
    private static final int SPARED = 3;

    /** @param attempt the one that failed, from 1 */
    public Delivery after(Notification notification, int attempt, Instant now, String why) {
        long factor = 1L << Math.min(attempt - 1, MOST_DOUBLINGS);
        Duration pause = first.multipliedBy(factor);
        return retryIn(pause.compareTo(longest) < 0 ? pause : longest, notification, now, why);
    }

    /** For what a person must mend first, such as a wrong password: the longest pause from the start. */
    public Delivery seldom(Notification notification, Instant now, String why) {
        return retryIn(longest, notification, now, why);
    }

    /** For what was not tried because the server had just failed others. */
    public Delivery spared(Notification notification, Instant now, String why) {
        Delivery later = retryIn(first.multipliedBy(SPARED), notification, now, why);
        return later instanceof Delivery.RetryAt retry ? new Delivery.RetryAt(retry.when(), retry.why(), false) : later;
    }

    private Delivery retryIn(Duration pause, Notification notification, Instant now, String why) {
        Instant next = now.plus(pause);
        return next.isAfter(notification.at().plus(giveUpAfter))
                ? new Delivery.GivenUp("tried for " + giveUpAfter.toHours() + " h; last: " + why, false)
                : new Delivery.RetryAt(next, why);
    }
}
