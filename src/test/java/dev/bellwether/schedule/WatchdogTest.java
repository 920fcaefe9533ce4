package dev.bellwether.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.kpi.Grain;
import dev.bellwether.kpi.Kpi;
import dev.bellwether.testing.Kpis;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class WatchdogTest {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final Kpi ORDERS = Kpis.kpi("orders_total").grain(Grain.HOUR).build();
    private static final Kpi SALES = Kpis.kpi("sales_total").grain(Grain.DAY).build();

    private final Watchdog watchdog = new Watchdog();

    @Test
    void marksWhatIsUnderWayForTooLong() {
        watchdog.begins(ORDERS, NOON);
        watchdog.begins(SALES, NOON.plusSeconds(100));

        assertThat(watchdog.overrunning(NOON.plus(Watchdog.LIMIT))).isEmpty();
        assertThat(watchdog.overrunning(NOON.plusSeconds(121))).containsOnlyKeys(ORDERS.id());
        assertThat(watchdog.overrunning(NOON.plusSeconds(300)))
                .containsEntry(ORDERS.id(), Duration.ofSeconds(300))
                .containsEntry(SALES.id(), Duration.ofSeconds(200));
    }

    @Test
    void forgetsWhatHasEnded() {
        watchdog.begins(ORDERS, NOON);
        assertThat(watchdog.overrunning(NOON.plusSeconds(300))).hasSize(1);

        watchdog.ends(ORDERS, NOON.plusSeconds(301));

        assertThat(watchdog.overrunning(NOON.plusSeconds(400))).isEmpty();
        watchdog.begins(ORDERS, NOON.plusSeconds(400));
        assertThat(watchdog.overrunning(NOON.plusSeconds(401))).isEmpty();
    }
}
