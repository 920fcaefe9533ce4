package dev.bellwether.ruletest;

import dev.bellwether.kpi.Durations;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** A moment as a rule test writes it; which instant it is depends on the zone of the KPI that is looked at. */
sealed interface WrittenTime {

    /** Where a test begins that does not say: a Monday. */
    WrittenTime DEFAULT_START = new Day(LocalDate.of(2026, 3, 2));

    /** @param start of the test, where the moment is counted from it */
    Instant in(ZoneId zone, Instant start);

    /** The first moment of a day in the KPI's zone. */
    record Day(LocalDate date) implements WrittenTime {
        @Override
        public Instant in(ZoneId zone, Instant start) {
            return date.atStartOfDay(zone).toInstant();
        }

        @Override
        public String toString() {
            return date.toString();
        }
    }

    /** A time that brings its own zone. */
    record Fixed(Instant instant) implements WrittenTime {
        @Override
        public Instant in(ZoneId zone, Instant start) {
            return instant;
        }

        @Override
        public String toString() {
            return instant.toString();
        }
    }

    /**
     * So long after the start. Days are those of the calendar, so that four days later is midnight again though clocks
     * changed in between.
     */
    record After(int days, Duration rest, String written) implements WrittenTime {
        @Override
        public Instant in(ZoneId zone, Instant start) {
            return start.atZone(zone).plusDays(days).toInstant().plus(rest);
        }

        @Override
        public String toString() {
            return written;
        }
    }

    /** {@code 2026-03-02}, or {@code 2026-03-02T06:00+01:00}. */
    static Optional<WrittenTime> parse(String text) {
        try {
            return Optional.of(
                    text.contains("T")
                            ? new Fixed(ZonedDateTime.parse(text, DateTimeFormatter.ISO_ZONED_DATE_TIME)
                                    .toInstant())
                            : new Day(LocalDate.parse(text)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** As {@link #parse}, or {@code 4d}, {@code 36h}. */
    static Optional<WrittenTime> parseWithOffset(String text) {
        int endOfDays = Math.max(text.lastIndexOf('d'), text.lastIndexOf('w')) + 1;
        Optional<Duration> whole = Durations.parse(text);
        if (whole.isEmpty()) {
            return parse(text);
        }
        Duration days = Durations.parse(text.substring(0, endOfDays)).orElse(Duration.ZERO);
        return Optional.of(new After(Math.toIntExact(days.toDays()), whole.get().minus(days), text));
    }
}
