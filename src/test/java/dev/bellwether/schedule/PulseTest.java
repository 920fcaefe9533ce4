package dev.bellwether.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PulseTest {

    private Instant now = Instant.parse("2026-11-22T10:00:00Z");
    private final Pulse pulse = new Pulse(() -> now);

    @Test
    void isLateFromOneSecondAfterItsLastBeat() {
        assertThat(pulse.late(now.plusSeconds(1))).isZero();
        assertThat(pulse.late(now.plusSeconds(61))).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void isInTimeAgainAfterABeat() {
        now = now.plusSeconds(600);
        pulse.beat();

        assertThat(pulse.late(now)).isZero();
    }
}
