package dev.bellwether.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.history.InMemoryHistory;
import dev.bellwether.history.Past;
import dev.bellwether.history.SnapshotTaker;
import dev.bellwether.kpi.Grain;
import dev.bellwether.kpi.Kpi;
import dev.bellwether.kpi.Markets;
import dev.bellwether.testing.Kpis;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ReadAheadTest {

    private static final Instant AT = Instant.parse("2026-11-02T12:00:00Z");
    private static final Kpi ORDERS = kpi("market");

    private final AtomicInteger readNow = new AtomicInteger();
    private final ReadAhead readAhead = new ReadAhead(new SnapshotTaker(new InMemoryHistory()), work -> {
        readNow.incrementAndGet();
        work.run();
    });

    @Test
    void givesWhatWasPreparedOnce() {
        readAhead.prepare(ORDERS, Markets.NONE, AT);

        Past prepared = past(ORDERS, AT);
        assertThat(readNow).hasValue(0);
        assertThat(past(ORDERS, AT)).isNotSameAs(prepared);
        assertThat(readNow).hasValue(1);
    }

    @Test
    void forgetsWhatWasPreparedWhenAnotherGrainComesFirst() {
        readAhead.prepare(ORDERS, Markets.NONE, AT);

        past(ORDERS, ORDERS.previous(AT)); // its readings become part of the past
        past(ORDERS, AT);

        assertThat(readNow).hasValue(2);
    }

    @Test
    void readsAnewWhenTheKpiIsAnotherOne() {
        readAhead.prepare(ORDERS, Markets.NONE, AT);

        past(kpi("category"), AT);

        assertThat(readNow).hasValue(1);
    }

    private Past past(Kpi kpi, Instant at) {
        return readAhead.past(kpi, Markets.NONE, at).join();
    }

    private static Kpi kpi(String dimension) {
        return Kpis.kpi("orders_count").grain(Grain.HOUR).dimensions(dimension).build();
    }
}
