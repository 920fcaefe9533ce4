package dev.bellwether.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.alert.Alert;
import dev.bellwether.audit.InMemoryAuditTrail;
import dev.bellwether.kpi.Grain;
import dev.bellwether.kpi.Kpi;
import dev.bellwether.kpi.Labels;
import dev.bellwether.mute.Muter;
import dev.bellwether.response.InMemoryResponses;
import dev.bellwether.testing.Kpis;
import dev.bellwether.testing.SampleAlerts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AlertRowsTest {

    private static final Instant NOON = Instant.parse("2026-11-02T12:00:00Z");
    private static final Kpi HOURLY = Kpis.kpi(SampleAlerts.PROMISE.value())
            .grain(Grain.HOUR)
            .delay(Duration.ofMinutes(5))
            .build();

    @Test
    void anAlertThatIsNoLongerJudgedIsFrozen() {
        Alert firing = SampleAlerts.firing(HOURLY.id(), Labels.of("market", "ES"), NOON);

        assertThat(row(firing, "2026-11-02T13:30:00Z").isFrozen()).isFalse();
        assertThat(row(firing, "2026-11-02T14:05:00Z").isFrozen()).isFalse();
        assertThat(row(firing, "2026-11-02T14:06:00Z").isFrozen()).isTrue();
    }

    @Test
    void anAlertThatEndedIsNot() {
        Alert resolved = SampleAlerts.resolved(HOURLY.id(), Labels.of("market", "ES"), NOON);

        assertThat(row(resolved, "2026-11-02T18:00:00Z").isFrozen()).isFalse();
    }

    private static AlertRow row(Alert alert, String now) {
        var rows = new AlertRows(
                id -> Optional.of(HOURLY),
                new Runbooks(""),
                new MarkReader(Muter.NONE, new InMemoryResponses(new InMemoryAuditTrail())));
        return rows.of(List.of(alert), List.of(alert), Instant.parse(now)).get(0);
    }
}
