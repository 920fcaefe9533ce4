package dev.bellwether.kpi;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as Prometheus writes them: {@code 90s}, {@code 5m}, {@code 1h30m}, {@code 2d}, {@code 1w}. */
public final class Durations {

    private static final Pattern FORM =
            Pattern.compile("(?:(\\d{1,9})w)?(?:(\\d{1,9})d)?(?:(\\d{1,9})h)?(?:(\\d{1,9})m)?(?:(\\d{1,9})s)?");

    private Durations() {}

    /** Nothing when {@code text} is not written this way. */
    public static Optional<Duration> parse(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        if (text.isBlank() || !matcher.matches()) {
            return Optional.empty();
        }
        return Optional.of(Duration.ofDays(7 * group(matcher, 1) + group(matcher, 2))
                .plusHours(group(matcher, 3))
                .plusMinutes(group(matcher, 4))
                .plusSeconds(group(matcher, 5)));
    }

    private static long group(Matcher matcher, int number) {
        String digits = matcher.group(number);
        return digits == null ? 0 : Long.parseLong(digits);
    }

    /** The shortest writing, {@code 1h30m} for ninety minutes and {@code 0s} for none. */
    public static String write(Duration duration) {
        var text = new StringBuilder();
        long seconds = duration.toSeconds();
        long[] sizes = {604_800, 86_400, 3_600, 60, 1};
        char[] units = {'w', 'd', 'h', 'm', 's'};
        for (int i = 0; i < sizes.length; i++) {
            if (seconds >= sizes[i]) {
                text.append(seconds / sizes[i]).append(units[i]);
                seconds %= sizes[i];
            }
        }
        return text.isEmpty() ? "0s" : text.toString();
    }
}
