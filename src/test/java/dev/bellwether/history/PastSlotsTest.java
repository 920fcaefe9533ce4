package dev.bellwether.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.kpi.Grain;
import dev.bellwether.kpi.Kpi;
import dev.bellwether.kpi.Seasonality;
import dev.bellwether.testing.Kpis;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class PastSlotsTest {

    private static final ZoneId MADRID = ZoneId.of("Europe/Madrid");
    private static final ZoneId KOLKATA = ZoneId.of("Asia/Kolkata");

    @Test
    void keepsTheLocalHourOverTheEndOfSummerTime() {
        Instant threeInTheAfternoon = Instant.parse("2026-10-28T14:00:00Z");

        assertThat(PastSlots.before(threeInTheAfternoon, hourly(), MADRID))
                .hasSize(8)
                .startsWith(Instant.parse("2026-10-21T13:00:00Z"), Instant.parse("2026-10-14T13:00:00Z"));
    }

    @Test
    void staysOnTheGridInZonesOffsetByHalfAnHour() {
        Instant at = Instant.parse("2026-10-28T14:00:00Z");

        assertThat(PastSlots.before(at, hourly(), KOLKATA).get(0)).isEqualTo("2026-10-21T14:00:00Z");
    }

    @Test
    void takesTheNearestGrainWhereClocksMoveByHalfAnHour() {
        ZoneId lordHowe = ZoneId.of("Australia/Lord_Howe"); // +10:30, from 4 October 2026 +11

        assertThat(PastSlots.before(Instant.parse("2026-10-06T02:00:00Z"), hourly(), lordHowe)
                        .get(0))
                .isEqualTo("2026-09-29T03:00:00Z");
    }

    @Test
    void takesTheNearestOfLongGrainsOverTheEndOfSummerTime() {
        Kpi sixHourly = Kpis.kpi("orders_count").grain(Grain.SIX_HOURS).build();

        assertThat(PastSlots.before(Instant.parse("2026-10-28T06:00:00Z"), sixHourly, MADRID)
                        .get(0))
                .isEqualTo("2026-10-21T06:00:00Z");
    }

    @Test
    void comparesDaysWithDaysOfTheKpisOwnZone() {
        Kpi daily = Kpis.kpi("orders_count").grain(Grain.DAY).zone(MADRID).build();
        Instant midnight = Grain.DAY.endAtOrBefore(Instant.parse("2026-10-28T14:00:00Z"), MADRID);

        assertThat(PastSlots.before(midnight, daily, KOLKATA))
                .startsWith(Instant.parse("2026-10-20T22:00:00Z"))
                .hasSize(8);
    }

    @Test
    void looksAtTheLastGrainsWhereThereIsNoSeason() {
        Kpi plain = Kpis.kpi("data_lag_seconds")
                .grain(Grain.HOUR)
                .seasonality(Seasonality.NONE)
                .build();

        assertThat(PastSlots.before(Instant.parse("2026-10-28T14:00:00Z"), plain, MADRID))
                .hasSize(24)
                .startsWith(Instant.parse("2026-10-28T13:00:00Z"));
    }

    @Test
    void needsNothingOlderThanItSays() {
        for (Grain grain : Grain.values()) {
            for (Seasonality seasonality : Seasonality.values()) {
                Kpi kpi = Kpis.kpi("orders_count")
                        .grain(grain)
                        .seasonality(seasonality)
                        .build();
                Instant at = grain.endAtOrBefore(Instant.parse("2026-10-28T14:00:00Z"), kpi.zone());

                Instant oldest = PastSlots.oldest(at, kpi);

                assertThat(PastSlots.before(at, kpi, MADRID))
                        .allSatisfy(slot -> assertThat(slot).isAfter(oldest));
                assertThat(PastSlots.weekBefore(at, kpi, MADRID)).isAfter(oldest);
            }
        }
    }

    private static Kpi hourly() {
        return Kpis.kpi("orders_count").grain(Grain.HOUR).build();
    }
}
