package dev.bellwether.routing;

import dev.bellwether.mute.TimeWindow;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How times, days, months and years are written, one or from one to another. Nothing is what is not written so. */
final class Spans {

    static final int MINUTES = 24 * 60;

    private static final Pattern TIME = Pattern.compile("([01]?\\d|2[0-4]):([0-5]\\d)");
    private static final Pattern DAYS = Pattern.compile("(-?\\d{1,2})(?:\\s*:\\s*(-?\\d{1,2}))?");
    private static final Pattern YEARS = Pattern.compile("(\\d{4})(?:\\s*[:-]\\s*(\\d{4}))?");
    private static final int LONGEST_MONTH = 31;
    private static final int LETTERS = 3;

    private Spans() {}

    /** Minutes after midnight, up to 24:00. */
    static Optional<Integer> minute(String text) {
        Matcher time = TIME.matcher(text.strip());
        if (!time.matches()) {
            return Optional.empty();
        }
        int minute = 60 * Integer.parseInt(time.group(1)) + Integer.parseInt(time.group(2));
        return minute > MINUTES ? Optional.empty() : Optional.of(minute);
    }

    static Optional<TimeWindow.Times> times(String text) {
        String[] ends = text.split("\\s*[-–]\\s*", -1);
        if (ends.length != 2) {
            return Optional.empty();
        }
        return minute(ends[0]).flatMap(start -> minute(ends[1])
                .filter(end -> !end.equals(start) && start < MINUTES)
                .map(end -> new TimeWindow.Times(start, end)));
    }

    static Optional<TimeWindow.Days> days(String text) {
        Matcher days = DAYS.matcher(text.strip());
        if (!days.matches()) {
            return Optional.empty();
        }
        int first = Integer.parseInt(days.group(1));
        int last = days.group(2) == null ? first : Integer.parseInt(days.group(2));
        boolean sameSide = Integer.signum(first) == Integer.signum(last);
        boolean isSound = isDay(first) && isDay(last) && (sameSide ? first <= last : first > 0);
        return isSound ? Optional.of(new TimeWindow.Days(first, last)) : Optional.empty();
    }

    private static boolean isDay(int day) {
        return day != 0 && Math.abs(day) <= LONGEST_MONTH;
    }

    static Optional<TimeWindow.Years> years(String text) {
        Matcher years = YEARS.matcher(text.strip());
        if (!years.matches()) {
            return Optional.empty();
        }
        int first = Integer.parseInt(years.group(1));
        int last = years.group(2) == null ? first : Integer.parseInt(years.group(2));
        return first <= last ? Optional.of(new TimeWindow.Years(first, last)) : Optional.empty();
    }

    /** One or from one to another, round the end of the week or year; in full, by three letters, or by number. */
    static <E extends Enum<E>> Optional<Set<E>> named(String text, E[] all) {
        String[] ends = text.strip().split("\\s*[-–:]\\s*", -1);
        if (ends.length > 2) {
            return Optional.empty();
        }
        int first = indexOf(ends[0], all);
        int last = indexOf(ends[ends.length - 1], all);
        if (first < 0 || last < 0) {
            return Optional.empty();
        }
        var found = new LinkedHashSet<E>();
        for (int i = first; i != last; i = (i + 1) % all.length) {
            found.add(all[i]);
        }
        found.add(all[last]);
        return Optional.of(found);
    }

    private static <E extends Enum<E>> int indexOf(String text, E[] all) {
        String word = text.toUpperCase(Locale.ROOT);
        for (int i = 0; i < all.length; i++) {
            String name = all[i].name();
            boolean isNumber = all.length == 12 && word.equals(Integer.toString(i + 1));
            if (word.equals(name) || word.equals(name.substring(0, LETTERS)) || isNumber) {
                return i;
            }
        }
        return -1;
    }

    static <E> Set<E> union(Collection<Set<E>> sets) {
        var all = new LinkedHashSet<E>();
        sets.forEach(all::addAll);
        return all;
    }
}
