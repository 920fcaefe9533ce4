package dev.bellwether.notify;

import java.time.Duration;
import java.time.Instant;

/**
 * How many notifications one person gets. What is beyond is held and told in one digest; what is critical is never held.
 *
 * @param mostPerHour 0 for no limit
 * @param mostPerDay 0 for no limit
 * @param digestEvery how often what is beyond is told
 */
public record Budget(int mostPerHour, int mostPerDay, Duration digestEvery) {

    /** No limits. */
    public static final Budget NONE = new Budget(0, 0, Duration.ofHours(1));

    /** What is held now is told then: the same instant for all that is held until it. */
    Instant nextDigest(Instant now) {
        long step = Math.max(1, digestEvery.toSeconds());
        return Instant.ofEpochSecond((now.getEpochSecond() / step + 1) * step);
    }
}
