package dev.bellwether.audit;

import java.time.Instant;

/**
 * A change that somebody made.
 *
 * @param who the acting user, or {@link #SERVICE}
 * @param action one word of a kind, such as {@code silence_created}
 * @param subject what it was done to: the id of a silence, the fingerprint of an alert, a file
 * @param detail what it is now, for people
 */
public record Deed(Instant at, String who, String action, String subject, String detail) {

    /** Did it by itself, as when a silence ends because what it caught is resolved. */
    public static final String SERVICE = "bellwether";
}
