package dev.bellwether.detect;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.TemporalAccessor;

/** The forms in which a CSV file may write a time. Without a zone it is taken as UTC, a date as its first instant. */
final class TimestampText {

    private static final double FIRST_IN_MILLIS = 1e11; // as seconds that would be the year 5138
    private static final double TOO_FAR = 1e15;
    private static final DateTimeFormatter ISO = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .optionalStart()
            .appendPattern("['T'][' ']")
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .optionalStart()
            .appendPattern("[XXX][XX][X]")
            .toFormatter();

    private TimestampText() {}

    /** @throws DateTimeException when it is none of the forms of {@link #examples()} */
    static long epochSecond(String text) {
        if (isNumber(text)) {
            return ofNumber(text);
        }
        TemporalAccessor time = ISO.parseBest(text, OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
        if (time instanceof OffsetDateTime withZone) {
            return withZone.toEpochSecond();
        }
        LocalDateTime local = time instanceof LocalDate date ? date.atStartOfDay() : LocalDateTime.from(time);
        return local.toEpochSecond(ZoneOffset.UTC);
    }

    static String examples() {
        return "write it like 2026-11-22T10:30:00Z, 2026-11-22 10:30:00, 2026-11-22 or 1795343400";
    }

    private static long ofNumber(String text) {
        try {
            double number = Double.parseDouble(text);
            if (Math.abs(number) < TOO_FAR) {
                double seconds = Math.abs(number) >= FIRST_IN_MILLIS ? number / 1000 : number;
                return Instant.ofEpochSecond((long) Math.floor(seconds)).getEpochSecond();
            }
        } catch (NumberFormatException e) {
            throw new DateTimeException("not a number of seconds: " + text, e);
        }
        throw new DateTimeException("too far away: " + text);
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty() && text.chars().skip(1).noneMatch(c -> c == '-' || c == ':' || c == 'T');
    }
}
