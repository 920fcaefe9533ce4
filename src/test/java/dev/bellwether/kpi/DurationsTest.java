package dev.bellwether.kpi;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {

    @Test
    void readsDurationsAsPrometheusWritesThem() {
        assertThat(Durations.parse("1h30m")).contains(Duration.ofMinutes(90));
        assertThat(Durations.parse("2d")).contains(Duration.ofDays(2));
        assertThat(Durations.parse("0s")).contains(Duration.ZERO);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "5", "m5", "1 hour", "-5m", "5m1h", "1.5h"})
    void refusesEverythingElse(String text) {
        assertThat(Durations.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0s", "45s", "1h30m", "1d", "1w", "1w2d3h4m5s"})
    void writesWhatItReads(String text) {
        assertThat(Durations.write(Durations.parse(text).orElseThrow())).isEqualTo(text);
    }
}
