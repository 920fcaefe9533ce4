package dev.bellwether.notify;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/** When a receiver reads its digest of warnings, every day by the clock on the wall of its zone. */
public record DigestTime(LocalTime at, ZoneId zone) {

    /** The first one after {@code now}. */
    Instant next(Instant now) {
        ZonedDateTime today = now.atZone(zone).toLocalDate().atTime(at).atZone(zone);
        ZonedDateTime next = today.toInstant().isAfter(now)
                ? today
                : today.toLocalDate().plusDays(1).atTime(at).atZone(zone);
        return next.toInstant();
    }
}
