package dev.bellwether.mute;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.mute.TimeWindow.Days;
import dev.bellwether.mute.TimeWindow.Times;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.Month;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class MuteTimeTest {

    private static final ZoneId MADRID = ZoneId.of("Europe/Madrid");
    private static final ZoneId SAO_PAULO = ZoneId.of("America/Sao_Paulo");
    private static final Times NIGHT = new Times(18 * 60, 8 * 60);

    private static TimeWindow window(Set<DayOfWeek> weekdays, List<Days> days, Times... times) {
        return new TimeWindow(weekdays, days, Set.of(), List.of(), List.of(times), Optional.empty());
    }

    private static boolean isMuted(TimeWindow window, String at, ZoneId market) {
        return new MuteTime("quiet", List.of(window)).contains(Instant.parse(at), market);
    }

    @Test
    @DisplayName("AC 40: one moment is inside for one market's clock and outside for another's")
    void goesByTheMarketsClock() {
        TimeWindow night = window(Set.of(), List.of(), NIGHT);

        assertThat(isMuted(night, "2026-11-23T17:30:00Z", MADRID)).isTrue(); // 18:30 there
        assertThat(isMuted(night, "2026-11-23T17:30:00Z", SAO_PAULO)).isFalse(); // 14:30
        assertThat(isMuted(night, "2026-11-23T17:30:00Z", ZoneOffset.UTC)).isFalse();
    }

    @Test
    @DisplayName("AC 40: 18:00-08:00 crosses midnight; its first minute is inside, 08:00 is outside")
    void crossesMidnight() {
        TimeWindow night = window(Set.of(), List.of(), NIGHT);

        assertThat(isMuted(night, "2026-11-23T17:59:59Z", ZoneOffset.UTC)).isFalse();
        assertThat(isMuted(night, "2026-11-23T18:00:00Z", ZoneOffset.UTC)).isTrue();
        assertThat(isMuted(night, "2026-11-24T00:00:00Z", ZoneOffset.UTC)).isTrue();
        assertThat(isMuted(night, "2026-11-24T07:59:59Z", ZoneOffset.UTC)).isTrue();
        assertThat(isMuted(night, "2026-11-24T08:00:00Z", ZoneOffset.UTC)).isFalse();
    }

    @Test
    @DisplayName("AC 40: a night belongs to the day it began")
    void theMorningAfterBelongsToTheNightBefore() {
        TimeWindow fridayNight = window(Set.of(DayOfWeek.FRIDAY), List.of(), NIGHT);

        assertThat(isMuted(fridayNight, "2026-11-27T07:00:00Z", ZoneOffset.UTC)).isFalse(); // Thursday's night
        assertThat(isMuted(fridayNight, "2026-11-27T19:00:00Z", ZoneOffset.UTC)).isTrue();
        assertThat(isMuted(fridayNight, "2026-11-28T07:00:00Z", ZoneOffset.UTC)).isTrue(); // Saturday morning
        assertThat(isMuted(fridayNight, "2026-11-28T19:00:00Z", ZoneOffset.UTC)).isFalse();
    }

    @Test
    @DisplayName("AC 40: Sat-Sun or 18:00-08:00, as two windows of one mute time")
    void isTheTimeWhenOneOfItsWindowsIs() {
        var quiet = new MuteTime(
                "off-hours",
                List.of(
                        window(Set.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY), List.of()),
                        window(Set.of(), List.of(), NIGHT)));

        assertThat(quiet.contains(Instant.parse("2026-11-22T11:00:00Z"), MADRID))
                .isTrue(); // Sunday noon
        assertThat(quiet.contains(Instant.parse("2026-11-23T11:00:00Z"), MADRID))
                .isFalse(); // Monday noon
        assertThat(quiet.contains(Instant.parse("2026-11-22T23:00:00Z"), MADRID))
                .isTrue(); // Monday 00:00
    }

    @Test
    @DisplayName("AC 40: eight in the morning stays eight when summer time begins and ends")
    void summerTimeMovesTheWindowWithTheClockOnTheWall() {
        TimeWindow night = window(Set.of(), List.of(), NIGHT);

        assertThat(isMuted(night, "2026-03-28T06:59:00Z", MADRID)).isTrue(); // CET: 07:59
        assertThat(isMuted(night, "2026-03-28T07:00:00Z", MADRID)).isFalse();
        assertThat(isMuted(night, "2026-03-29T05:59:00Z", MADRID)).isTrue(); // CEST since 02:00: 07:59
        assertThat(isMuted(night, "2026-03-29T06:00:00Z", MADRID)).isFalse();
        assertThat(isMuted(night, "2026-10-25T06:59:00Z", MADRID)).isTrue(); // CET again: 07:59
        assertThat(isMuted(night, "2026-10-25T07:00:00Z", MADRID)).isFalse();
    }

    @Test
    @DisplayName("AC 40: an hour that comes twice is muted twice, one that does not come mutes nothing")
    void theHourOfTheChange() {
        TimeWindow twoToThree = window(Set.of(), List.of(), new Times(120, 180));

        assertThat(isMuted(twoToThree, "2026-10-25T00:30:00Z", MADRID)).isTrue(); // 02:30 the first time
        assertThat(isMuted(twoToThree, "2026-10-25T01:30:00Z", MADRID)).isTrue(); // and the second
        assertThat(isMuted(twoToThree, "2026-10-25T02:00:00Z", MADRID)).isFalse();
        assertThat(isMuted(twoToThree, "2026-03-29T00:59:59Z", MADRID)).isFalse(); // 01:59:59
        assertThat(isMuted(twoToThree, "2026-03-29T01:00:00Z", MADRID)).isFalse(); // 03:00 at once
    }

    @Test
    @DisplayName("AC 40: the last day of the month, also in a leap year's February")
    void countsDaysFromTheEndOfTheMonth() {
        TimeWindow lastDay = window(Set.of(), List.of(new Days(-1, -1)));
        TimeWindow lastThree = window(Set.of(), List.of(new Days(-3, -1)));

        assertThat(isMuted(lastDay, "2026-11-30T12:00:00Z", ZoneOffset.UTC)).isTrue();
        assertThat(isMuted(lastDay, "2026-11-29T12:00:00Z", ZoneOffset.UTC)).isFalse();
        assertThat(isMuted(lastDay, "2026-12-31T12:00:00Z", ZoneOffset.UTC)).isTrue();
        assertThat(isMuted(lastDay, "2028-02-29T12:00:00Z", ZoneOffset.UTC)).isTrue();
        assertThat(isMuted(lastDay, "2028-02-28T12:00:00Z", ZoneOffset.UTC)).isFalse();
        assertThat(isMuted(lastDay, "2026-11-30T23:30:00Z", MADRID)).isFalse(); // 1 December there
        assertThat(isMuted(lastThree, "2026-02-26T12:00:00Z", ZoneOffset.UTC)).isTrue();
        assertThat(isMuted(lastThree, "2026-02-25T12:00:00Z", ZoneOffset.UTC)).isFalse();
    }

    @Test
    void itsOwnZoneGoesBeforeTheMarkets() {
        var noonInMadrid = new TimeWindow(
                Set.of(),
                List.of(),
                Set.of(Month.NOVEMBER),
                List.of(),
                List.of(new Times(720, 780)),
                Optional.of(MADRID));

        assertThat(isMuted(noonInMadrid, "2026-11-23T11:30:00Z", SAO_PAULO)).isTrue();
        assertThat(isMuted(noonInMadrid, "2026-12-23T11:30:00Z", SAO_PAULO)).isFalse();
    }

    @Test
    void aDayEndsAtMidnight() {
        TimeWindow wholeDay = window(Set.of(DayOfWeek.MONDAY), List.of(), new Times(0, 1440));

        assertThat(isMuted(wholeDay, "2026-11-23T23:59:59Z", ZoneOffset.UTC)).isTrue();
        assertThat(isMuted(wholeDay, "2026-11-24T00:00:00Z", ZoneOffset.UTC)).isFalse();
    }
}
