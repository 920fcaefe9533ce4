package dev.bellwether.mute;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** An end as a sentence says it. */
final class Until {

    private static final DateTimeFormatter EXACT = DateTimeFormatter.ofPattern("d MMM yyyy HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private Until() {}

    static String inWords(Instant end) {
        return EXACT.format(end);
    }
}
