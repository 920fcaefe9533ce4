package dev.bellwether.app;

import static dev.bellwether.app.HealthConfiguration.DEAD;
import static dev.bellwether.app.HealthConfiguration.STUCK;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.kpi.KpiId;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;

class HealthTest {

    private static final KpiId ORDERS = new KpiId("orders_total");

    @Test
    void aServiceThatIsBusyIsAlive() {
        assertThat(status(DEAD, Map.of(ORDERS, STUCK), false)).isEqualTo(Status.UP);
    }

    @Test
    void aScheduleThatStandsStillIsDeath() {
        assertThat(status(DEAD.plusSeconds(1), Map.of(), false)).isEqualTo(Status.DOWN);
    }

    @Test
    void soAreAnEvaluationWithoutEndAndThreadsThatWaitForEachOther() {
        assertThat(status(Duration.ZERO, Map.of(ORDERS, STUCK.plusSeconds(1)), false))
                .isEqualTo(Status.DOWN);
        assertThat(status(Duration.ZERO, Map.of(), true)).isEqualTo(Status.DOWN);
    }

    private static Status status(Duration late, Map<KpiId, Duration> overrunning, boolean hasDeadlock) {
        return HealthConfiguration.life(late, overrunning, hasDeadlock).getStatus();
    }
}
