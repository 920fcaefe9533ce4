package dev.bellwether.evaluate;

import dev.bellwether.alert.Alerts;
import dev.bellwether.history.Acknowledged;
import dev.bellwether.history.History;
import dev.bellwether.history.Samples;
import dev.bellwether.history.Snapshot;
import dev.bellwether.history.SnapshotTaker;
import dev.bellwether.kpi.Kpi;
import dev.bellwether.kpi.Labels;
import dev.bellwether.kpi.Markets;
import dev.bellwether.limit.Limits;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** Finds how a series went lately and what was usual then: each reading is put beside its past as it was when judged. */
public final class TrailFinder {

    private final History history;
    private final SnapshotTaker snapshotTaker;

    /** @param alerts whose times say nothing of what is usual */
    public TrailFinder(History history, Alerts alerts) {
        this.history = history;
        this.snapshotTaker = new SnapshotTaker(history, new PastAlarms(alerts), Acknowledged.NEVER);
    }

    /**
     * The last readings of one series.
     *
     * @param labels all labels of the series
     * @param to the newest grain that ended by then is the last
     * @param most how many grains to look back
     * @param longest when this has passed, what is found by then is the answer; the newest are looked for first
     * @return oldest first; a grain without a reading is left out, or is there as missing where a reading was due
     */
    public List<Snapshot> find(Kpi kpi, Markets markets, Labels labels, Instant to, int most, Duration longest) {
        OptionalInt number = history.seriesOf(kpi).numberOf(labels);
        if (number.isEmpty()) {
            return List.of();
        }
        long started = System.nanoTime();
        List<Instant> ends = ends(kpi, to, most);
        Map<Instant, Samples> readings = history.read(kpi.id(), ends);
        Kpi plain = withoutMemory(kpi);
        Deque<Snapshot> found = new ArrayDeque<>();
        for (Instant end : ends) {
            boolean isInTime = System.nanoTime() - started < longest.toNanos();
            if (!isInTime || Thread.currentThread().isInterrupted()) {
                break;
            }
            Samples now = readings.get(end);
            if (now != null) {
                snapshotTaker
                        .take(plain, now, snapshotTaker.past(plain, markets, end), Limits.NONE, kpi.dueAt(end))
                        .chunk(number.getAsInt(), number.getAsInt() + 1)
                        .forEach(found::addFirst);
            }
        }
        return List.copyOf(found);
    }

    /** Newest first. */
    private static List<Instant> ends(Kpi kpi, Instant to, int most) {
        var ends = new ArrayList<Instant>(most);
        for (Instant end = kpi.grain().endAtOrBefore(to, kpi.zone()); ends.size() < most; end = kpi.previous(end)) {
            ends.add(end);
        }
        return ends;
    }

    /** Sums over weeks are not asked for. */
    private static Kpi withoutMemory(Kpi kpi) {
        return new Kpi(
                kpi.id(),
                kpi.title(),
                kpi.description(),
                kpi.unit(),
                kpi.direction(),
                kpi.tier(),
                kpi.stage(),
                kpi.stakeholder(),
                kpi.owner(),
                kpi.dimensions(),
                kpi.grain(),
                kpi.delay(),
                kpi.freshness(),
                kpi.maturity(),
                kpi.minSample(),
                kpi.seasonality(),
                kpi.expose(),
                kpi.zone(),
                kpi.source(),
                kpi.query(),
                kpi.parts(),
                kpi.range(),
                List.of(),
                false,
                kpi.impact());
    }
}
