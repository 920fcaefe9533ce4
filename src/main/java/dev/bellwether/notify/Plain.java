package dev.bellwether.notify;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;

/** Times and foreign text as mails write them. */
final class Plain {

    private static final DateTimeFormatter DAY_AND_TIME =
            DateTimeFormatter.ofPattern("EEE d MMM yyyy HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEE HH:mm", Locale.ENGLISH);

    /** What could break a header or turn the reading direction of the rest of a line. */
    private static final Pattern UNFIT_FOR_HEADERS = Pattern.compile(
            "[\\p{Cc}\\p{Cs}\\u2028\\u2029\\u061C\\u200E\\u200F\\u202A-\\u202E\\u2066-\\u2069\\uFEFF]+");

    /** Marks that turn the reading direction are among them: they could make a line say another thing than it does. */
    private static final Pattern CONTROLS =
            Pattern.compile("[\\p{Cc}\\p{Cs}\\u2028\\u2029\\u202A-\\u202E\\u2066-\\u2069]+");

    private static final Pattern SPACES = Pattern.compile(" {2,}");

    private Plain() {}

    /** Safe in a header: no line breaks, controls, half characters or marks of direction. */
    static String header(String text) {
        return SPACES.matcher(UNFIT_FOR_HEADERS.matcher(text).replaceAll(" "))
                .replaceAll(" ")
                .strip();
    }

    /** Safe in a line of a text: one line stays one line. */
    static String line(String text) {
        return CONTROLS.matcher(text).replaceAll(" ").strip();
    }

    /** At most {@code most} characters, cut between words where that is possible. */
    static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(most - 2)) ? most - 2 : most - 1;
        int space = text.lastIndexOf(' ', end);
        return text.substring(0, space > most / 2 ? space : end).stripTrailing() + "…";
    }

    /** {@code Sun 22 Nov 2026 21:00 UTC}. */
    static String utc(Instant at) {
        return DAY_AND_TIME.format(at.atOffset(ZoneOffset.UTC)) + " UTC";
    }

    /** {@code 22:00}, with the day where it is another one than in UTC. */
    static String local(Instant at, ZoneId zone) {
        var there = at.atZone(zone);
        boolean sameDay = there.toLocalDate().equals(at.atOffset(ZoneOffset.UTC).toLocalDate());
        return (sameDay ? TIME : DAY).format(there);
    }

    /** {@code 2 days 4 h}, {@code 3 h 15 min}, {@code 12 min}. */
    static String howLong(Duration duration) {
        long minutes = Math.max(0, duration.toMinutes());
        long days = minutes / 1440;
        long hours = minutes / 60 % 24;
        if (days > 0) {
            return days + (days == 1 ? " day" : " days") + (hours > 0 ? " " + hours + " h" : "");
        }
        if (hours > 0) {
            return hours + " h" + (minutes % 60 > 0 ? " " + minutes % 60 + " min" : "");
        }
        return minutes == 0 ? "less than a minute" : minutes + " min";
    }
}
