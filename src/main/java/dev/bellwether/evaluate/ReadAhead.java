package dev.bellwether.evaluate;

import dev.bellwether.history.Past;
import dev.bellwether.history.SnapshotTaker;
import dev.bellwether.kpi.Kpi;
import dev.bellwether.kpi.KpiId;
import dev.bellwether.kpi.Markets;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/**
 * The past that the next grain of each KPI is compared with, read while nothing is due. It is used for that one grain or
 * not at all: whatever else is evaluated of the KPI first may have changed it.
 */
final class ReadAhead {

    private final SnapshotTaker snapshotTaker;
    private final Executor executor;
    private final Map<KpiId, Prepared> prepared = new ConcurrentHashMap<>();

    /** @param executor reads a past that was not prepared, while the source answers */
    ReadAhead(SnapshotTaker snapshotTaker, Executor executor) {
        this.snapshotTaker = snapshotTaker;
        this.executor = executor;
    }

    private record Prepared(Kpi kpi, Markets markets, Instant at, Past past) {

        boolean isFor(Kpi otherKpi, Markets otherMarkets, Instant instant) {
            return kpi.equals(otherKpi) && markets.equals(otherMarkets) && at.equals(instant);
        }
    }

    /** Reads now what {@link #past} will give. */
    void prepare(Kpi kpi, Markets markets, Instant at) {
        prepared.put(kpi.id(), new Prepared(kpi, markets, at, snapshotTaker.past(kpi, markets, at)));
    }

    void forget() {
        prepared.clear();
    }

    CompletableFuture<Past> past(Kpi kpi, Markets markets, Instant at) {
        Prepared there = prepared.remove(kpi.id());
        return there != null && there.isFor(kpi, markets, at)
                ? CompletableFuture.completedFuture(there.past())
                : CompletableFuture.supplyAsync(() -> snapshotTaker.past(kpi, markets, at), executor);
    }
}
