package dev.bellwether.source;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.Optional;
import java.util.regex.Pattern;

/** Numbers and instants that stand in a cell as text. */
final class CellText {

    private static final DateTimeFormatter ISO = DateTimeFormatter.ISO_DATE_TIME;
    private static final Pattern NUMBER = Pattern.compile("[-+]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][-+]?\\d+)?");

    private CellText() {}

    /** The finite number written here, with a decimal point; {@code NaN} when there is none. */
    static double number(String text) {
        String stripped = text.strip();
        if (!NUMBER.matcher(stripped).matches()) {
            return Double.NaN; // also for what Java would read but no person means: "NaN", "0x1p3", "1d"
        }
        double number = Double.parseDouble(stripped);
        return Double.isInfinite(number) ? Double.NaN : number;
    }

    /** ISO 8601: {@code 2026-01-05T06:00:00Z}, with an offset, or without one or with a date alone for UTC. */
    static Optional<Instant> instant(String text) {
        try {
            TemporalAccessor read = ISO.parseBest(text.strip(), OffsetDateTime::from, LocalDateTime::from);
            return Optional.of(
                    read instanceof OffsetDateTime exact
                            ? exact.toInstant()
                            : ((LocalDateTime) read).toInstant(ZoneOffset.UTC));
        } catch (DateTimeException e) {
            return day(text);
        }
    }

    private static Optional<Instant> day(String text) {
        try {
            return Optional.of(
                    LocalDate.parse(text.strip()).atStartOfDay(ZoneOffset.UTC).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
