package dev.bellwether.web;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * An instant as a reader sees it.
 *
 * @param iso for machines, {@code 2026-11-22T12:03:00Z}
 * @param utc exact, {@code Sun 22 Nov 2026, 12:03 UTC}
 * @param brief {@code 12:03}, with the day when it is not today
 * @param age {@code 3 min}
 */
public record Moment(String iso, String utc, String brief, String age) {

    private static final DateTimeFormatter EXACT = utc("EEE d MMM yyyy, HH:mm 'UTC'");
    private static final DateTimeFormatter TIME = utc("HH:mm 'UTC'");
    private static final DateTimeFormatter DAY_AND_TIME = utc("d MMM HH:mm 'UTC'");
    private static final DateTimeFormatter DAY = utc("uuuu-MM-dd");

    public static Moment of(Instant at, Instant now) {
        boolean today = DAY.format(at).equals(DAY.format(now));
        return new Moment(
                at.toString(),
                EXACT.format(at),
                (today ? TIME : DAY_AND_TIME).format(at),
                age(Duration.between(at, now)));
    }

    /** In the largest unit that says at least two of it: {@code 90 s}, {@code 3 min}, {@code 47 h}, {@code 3 days}. */
    static String age(Duration age) {
        long seconds = Math.max(0, age.toSeconds());
        if (seconds < 120) {
            return seconds + " s";
        }
        if (seconds < 7_200) {
            return seconds / 60 + " min";
        }
        if (seconds < 172_800) {
            return seconds / 3_600 + " h";
        }
        return seconds / 86_400 + " days";
    }

    private static DateTimeFormatter utc(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).withZone(ZoneOffset.UTC);
    }
}
