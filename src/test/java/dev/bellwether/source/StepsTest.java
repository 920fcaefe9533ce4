package dev.bellwether.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.kpi.Grain;
import dev.bellwether.kpi.Kpi;
import dev.bellwether.kpi.Window;
import dev.bellwether.testing.Kpis;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class StepsTest {

    @Test
    void aWindowOfOneGrainIsOneStep() {
        var window = window("2026-01-05T00:00:00Z", "2026-01-05T01:00:00Z");

        assertThat(Steps.of(hourly(), window, 500)).singleElement().matches(Steps::isOne);
    }

    @Test
    void aLongWindowIsCutIntoRuns() {
        var window = window("2026-01-05T00:30:00Z", "2026-01-05T05:30:00Z");

        assertThat(Steps.of(hourly(), window, 2))
                .extracting(Steps::first, Steps::last)
                .extracting(Object::toString)
                .containsExactly(
                        "(2026-01-05T01:00:00Z, 2026-01-05T02:00:00Z)",
                        "(2026-01-05T03:00:00Z, 2026-01-05T04:00:00Z)",
                        "(2026-01-05T05:00:00Z, 2026-01-05T05:00:00Z)");
    }

    @Test
    void aRunEndsWhereTheClocksChange() {
        Kpi daily = Kpis.kpi("late_count")
                .grain(Grain.DAY)
                .zone(ZoneId.of("Europe/Madrid"))
                .build();
        var window = window("2026-03-26T23:00:00Z", "2026-04-01T22:00:00Z");

        assertThat(Steps.of(daily, window, 500))
                .containsExactly(
                        new Steps(at("2026-03-27T23:00:00Z"), at("2026-03-28T23:00:00Z"), Duration.ofHours(24)),
                        new Steps(at("2026-03-29T22:00:00Z"), at("2026-04-01T22:00:00Z"), Duration.ofHours(24)));
    }

    private static Kpi hourly() {
        return Kpis.kpi("late_count").grain(Grain.HOUR).build();
    }

    private static Window window(String from, String to) {
        return new Window(at(from), at(to));
    }

    private static Instant at(String text) {
        return Instant.parse(text);
    }
}
