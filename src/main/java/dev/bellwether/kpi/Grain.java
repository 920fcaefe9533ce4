package dev.bellwether.kpi;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The period that one reading covers. A reading is dated by the grain's end.
 *
 * <p>Grains below a day are cut on the UTC clock, so a day with a change to summer time has one hour more or less of
 * them and none is shorter. Days and weeks are cut at midnight (weeks on Monday) of the KPI's zone, so such a day has
 * 23 or 25 hours.
 */
public enum Grain {
    FIVE_MINUTES("5m", Duration.ofMinutes(5)),
    FIFTEEN_MINUTES("15m", Duration.ofMinutes(15)),
    HOUR("1h", Duration.ofHours(1)),
    SIX_HOURS("6h", Duration.ofHours(6)),
    DAY("1d", Duration.ofDays(1)),
    WEEK("1w", Duration.ofDays(7));

    private final String written;
    private final Duration length;

    Grain(String written, Duration length) {
        this.written = written;
        this.length = length;
    }

    /** The grain written like {@code 5m}, {@code 1h} or {@code 1d}. */
    public static Optional<Grain> parse(String written) {
        return Arrays.stream(values())
                .filter(grain -> grain.written.equals(written))
                .findFirst();
    }

    /** How grains are written, for messages. */
    public static List<String> examples() {
        return Arrays.stream(values()).map(grain -> grain.written).toList();
    }

    /** The usual length; a local day may be an hour shorter or longer. */
    public Duration length() {
        return length;
    }

    /** The end of the last grain that had closed at {@code now}: the newest grain end not after it. */
    public Instant endAtOrBefore(Instant now, ZoneId zone) {
        if (this == DAY || this == WEEK) {
            return startOfDay(lastMidnight(now, zone), zone);
        }
        long seconds = length.toSeconds();
        return Instant.ofEpochSecond(Math.floorDiv(now.getEpochSecond(), seconds) * seconds);
    }

    /** The end of the grain after the one that ends at {@code end}. */
    public Instant next(Instant end, ZoneId zone) {
        return shift(end, zone, 1);
    }

    /** The end of the grain before the one that ends at {@code end}. */
    public Instant previous(Instant end, ZoneId zone) {
        return shift(end, zone, -1);
    }

    /** The grain end {@code steps} grains later, or earlier when negative. */
    public Instant shift(Instant end, ZoneId zone, int steps) {
        if (this == DAY || this == WEEK) {
            LocalDate day = end.atZone(zone).toLocalDate();
            return startOfDay(day.plusDays((this == DAY ? 1L : 7L) * steps), zone);
        }
        return end.plusSeconds(length.toSeconds() * steps);
    }

    private LocalDate lastMidnight(Instant now, ZoneId zone) {
        LocalDate today = now.atZone(zone).toLocalDate();
        return this == DAY ? today : today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    }

    /** Where midnight does not exist (some zones change their clocks then), the day's first instant. */
    private static Instant startOfDay(LocalDate day, ZoneId zone) {
        return ZonedDateTime.of(day, LocalTime.MIDNIGHT, zone)
                .truncatedTo(ChronoUnit.SECONDS)
                .toInstant();
    }

    @Override
    public String toString() {
        return written;
    }
}
