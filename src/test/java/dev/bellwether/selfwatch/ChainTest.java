package dev.bellwether.selfwatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.kpi.KpiId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChainTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final Duration LIMIT = Duration.ofMinutes(15);
    private static final KpiId ORDERS = new KpiId("orders_total");
    private static final KpiId GMV = new KpiId("gmv_usd");

    private static List<String> gaps(
            int rules, Map<KpiId, Duration> lags, Duration scheduleLate, Optional<Instant> oldestPending) {
        return new Chain(() -> rules, () -> lags, now -> scheduleLate, () -> oldestPending, LIMIT).gaps(NOW);
    }

    private static final Map<KpiId, Duration> IN_TIME = Map.of(ORDERS, Duration.ZERO, GMV, LIMIT);

    @Test
    void isWholeUpToTheLimit() {
        assertThat(gaps(1, IN_TIME, LIMIT, Optional.of(NOW.minus(LIMIT)))).isEmpty();
        assertThat(gaps(40, IN_TIME, Duration.ZERO, Optional.empty())).isEmpty();
    }

    @Test
    void namesEveryLinkThatIsBroken() {
        Duration over = LIMIT.plusSeconds(1);

        assertThat(gaps(0, Map.of(ORDERS, over, GMV, over), over, Optional.of(NOW.minus(over))))
                .containsExactly(
                        "no rules are in force",
                        "the schedule stands still",
                        "2 KPIs are behind, among them gmv_usd",
                        "notifications have been on their way for too long");
        assertThat(gaps(1, Map.of(), Duration.ZERO, Optional.empty())).containsExactly("no KPIs are watched");
    }

    @Test
    void aStoreThatDoesNotAnswerIsAGap() {
        var chain = new Chain(
                () -> 1,
                () -> IN_TIME,
                now -> Duration.ZERO,
                () -> {
                    throw new IllegalStateException("connection refused");
                },
                LIMIT);

        assertThat(chain.gaps(NOW)).containsExactly("the store does not answer");
    }
}
