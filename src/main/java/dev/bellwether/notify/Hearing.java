package dev.bellwether.notify;

import java.time.Instant;
import java.util.Optional;

/**
 * What checks have noted of a member of a group.
 *
 * @param mutedAt the last check that found it muted
 * @param audibleSince the first check after that which found it firing and not muted
 */
public record Hearing(Optional<Instant> mutedAt, Optional<Instant> audibleSince) {

    /** No check has noted anything. */
    public static final Hearing NOT_NOTED = new Hearing(Optional.empty(), Optional.empty());

    Hearing muted(Instant now) {
        return new Hearing(Optional.of(now), Optional.empty());
    }

    Hearing audible(Instant now) {
        return audibleSince.isPresent() ? this : new Hearing(mutedAt, Optional.of(now));
    }
}
