package dev.bellwether.kpi;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class GrainTest {

    private static final ZoneId MADRID = ZoneId.of("Europe/Madrid");

    @Test
    void cutsShortGrainsOnTheUtcClock() {
        Instant now = Instant.parse("2026-11-02T10:17:31Z");

        assertThat(Grain.FIVE_MINUTES.endAtOrBefore(now, MADRID)).isEqualTo("2026-11-02T10:15:00Z");
        assertThat(Grain.SIX_HOURS.endAtOrBefore(now, MADRID)).isEqualTo("2026-11-02T06:00:00Z");
    }

    @Test
    void endsAtAnInstantThatIsAGrainEndItself() {
        Instant end = Instant.parse("2026-11-02T10:00:00Z");

        assertThat(Grain.HOUR.endAtOrBefore(end, ZoneOffset.UTC)).isEqualTo(end);
    }

    @Test
    void cutsDaysAtLocalMidnight() {
        Instant now = Instant.parse("2026-11-02T10:17:31Z");

        assertThat(Grain.DAY.endAtOrBefore(now, MADRID)).isEqualTo("2026-11-01T23:00:00Z");
    }

    @Test
    void cutsWeeksOnMonday() {
        Instant wednesday = Instant.parse("2026-11-04T10:17:31Z");

        assertThat(Grain.WEEK.endAtOrBefore(wednesday, ZoneOffset.UTC)).isEqualTo("2026-11-02T00:00:00Z");
    }

    @Test
    void hasADayOfTwentyFiveHoursWhenSummerTimeEnds() {
        Instant end = Grain.DAY.endAtOrBefore(Instant.parse("2026-10-26T12:00:00Z"), MADRID);

        assertThat(Duration.between(Grain.DAY.previous(end, MADRID), end)).isEqualTo(Duration.ofHours(25));
    }

    @Test
    void hasADayOfTwentyThreeHoursWhenSummerTimeBegins() {
        Instant end = Grain.DAY.endAtOrBefore(Instant.parse("2026-03-30T12:00:00Z"), MADRID);

        assertThat(Duration.between(Grain.DAY.previous(end, MADRID), end)).isEqualTo(Duration.ofHours(23));
    }

    @Test
    void returnsWhereItCameFrom() {
        Instant end = Grain.DAY.endAtOrBefore(Instant.parse("2026-10-26T12:00:00Z"), MADRID);

        assertThat(Grain.DAY.next(Grain.DAY.previous(end, MADRID), MADRID)).isEqualTo(end);
    }

    @Test
    void beginsADayWithoutMidnightAtItsFirstInstant() {
        ZoneId santiago = ZoneId.of("America/Santiago"); // midnight of 6 September 2026 does not exist there

        Instant end = Grain.DAY.endAtOrBefore(Instant.parse("2026-09-06T12:00:00Z"), santiago);

        assertThat(end).isEqualTo("2026-09-06T04:00:00Z");
    }

    @Test
    void readsOnlyWhatItWrites() {
        assertThat(Grain.examples())
                .allSatisfy(written -> assertThat(Grain.parse(written)).isPresent());
        assertThat(Grain.parse("1 hour")).isEmpty();
        assertThat(Grain.parse("")).isEmpty();
    }
}
