package dev.bellwether.web;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Durations as people write them: {@code 30m}, {@code 4h}, {@code 1d12h}. */
final class Lengths {

    private static final Pattern WRITTEN =
            Pattern.compile("(?:(\\d{1,4})w)?(?:(\\d{1,4})d)?(?:(\\d{1,5})h)?(?:(\\d{1,6})m)?");
    private static final long[] MINUTES = {7 * 24 * 60, 24 * 60, 60, 1};

    private Lengths() {}

    /** Null when it is none, or nothing. */
    static @Nullable Duration parse(String written) {
        Matcher parts = WRITTEN.matcher(written.strip());
        if (!parts.matches()) {
            return null;
        }
        long minutes = 0;
        for (int i = 0; i < MINUTES.length; i++) {
            String number = parts.group(i + 1);
            minutes += number == null ? 0 : Long.parseLong(number) * MINUTES[i];
        }
        return minutes == 0 ? null : Duration.ofMinutes(minutes);
    }
}
