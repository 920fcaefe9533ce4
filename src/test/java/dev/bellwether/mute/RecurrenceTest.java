package dev.bellwether.mute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecurrenceTest {

    private static final ZoneId MADRID = ZoneId.of("Europe/Madrid");

    @ParameterizedTest
    @CsvSource({
        "2026-10-23T16:30:00Z, false", // Friday 18:30 there
        "2026-10-24T15:59:59Z, false", // Saturday 17:59:59
        "2026-10-24T16:00:00Z, true", // Saturday 18:00
        "2026-10-25T00:30:00Z, true", // Sunday 02:30, the first of two in this night
        "2026-10-25T01:30:00Z, true", // and the second
        "2026-10-25T06:59:59Z, true", // Sunday 07:59:59, winter time now
        "2026-10-25T07:00:00Z, false", // Sunday 08:00
        "2026-10-25T17:00:00Z, false", // Sunday 18:00: begins on Saturdays only
    })
    void goesOverMidnightInLocalTime(String instant, boolean covers) {
        var saturdayNights =
                new Recurrence(Set.of(DayOfWeek.SATURDAY), LocalTime.of(18, 0), LocalTime.of(8, 0), MADRID);

        assertThat(saturdayNights.covers(Instant.parse(instant))).isEqualTo(covers);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-21T22:59:59Z, false",
        "2026-11-21T23:00:00Z, true", // Sunday 00:00 there
        "2026-11-22T22:59:59Z, true",
        "2026-11-22T23:00:00Z, false",
    })
    void isAWholeDay(String instant, boolean covers) {
        var sundays = new Recurrence(Set.of(DayOfWeek.SUNDAY), LocalTime.MIDNIGHT, LocalTime.MIDNIGHT, MADRID);

        assertThat(sundays.covers(Instant.parse(instant))).isEqualTo(covers);
    }

    @Test
    void needsAWeekday() {
        Set<DayOfWeek> none = EnumSet.noneOf(DayOfWeek.class);

        assertThatThrownBy(() -> new Recurrence(none, LocalTime.MIN, LocalTime.NOON, MADRID))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
