package dev.bellwether.history;

import dev.bellwether.kpi.Kpi;
import dev.bellwether.kpi.Markets;
import dev.bellwether.limit.Limits;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Puts each reading beside its past. The past of an instant is known before its rows arrive, so {@link #past} may be
 * read while the source still answers.
 */
public final class SnapshotTaker {

    /** A series counts as due when it was seen in at least this share of the slots compared with. */
    private static final double SEEN_MOSTLY = 0.75;

    private final History history;

    public SnapshotTaker(History history) {
        this.history = history;
    }

    /** Reads what {@code at} is to be compared with. */
    public Past past(Kpi kpi, Markets markets, Instant at) {
        SeriesIndex index = history.seriesOf(kpi);
        var zones = new HashSet<ZoneId>();
        for (int series = 0; series < index.size(); series++) {
            zones.add(markets.zoneOf(kpi, index.series(series).labels()));
        }
        Set<Instant> wanted = new HashSet<>();
        wanted.add(kpi.previous(at));
        for (ZoneId zone : zones) {
            wanted.addAll(PastSlots.before(at, kpi, zone));
            wanted.add(PastSlots.weekBefore(at, kpi, zone));
        }
        Map<Instant, Samples> known = history.read(kpi.id(), wanted);
        var byZone = new HashMap<ZoneId, Past.Slots>();
        for (ZoneId zone : zones) {
            List<Samples> same = PastSlots.before(at, kpi, zone).stream()
                    .map(known::get)
                    .filter(Objects::nonNull)
                    .toList();
            byZone.put(zone, new Past.Slots(same, known.get(PastSlots.weekBefore(at, kpi, zone))));
        }
        return new Past(markets, known.get(kpi.previous(at)), byZone);
    }

    /**
     * The snapshots of {@code now}, made when they are asked for.
     *
     * @param limits the thresholds in force
     * @param judgedAt the planned time of judging, from which age is counted
     */
    public Snapshots take(Kpi kpi, Samples now, Past past, Limits limits, Instant judgedAt) {
        return new Taken(kpi, history.seriesOf(kpi), now, past, limits, Duration.between(now.at(), judgedAt));
    }

    private record Taken(Kpi kpi, SeriesIndex index, Samples now, Past past, Limits limits, Duration age)
            implements Snapshots {

        @Override
        public Instant at() {
            return now.at();
        }

        @Override
        public int size() {
            return index.size();
        }

        @Override
        public List<Snapshot> chunk(int from, int to) {
            var snapshots = new ArrayList<Snapshot>(to - from);
            var scratch = new double[Math.max(PastSlots.GRAINS, Math.max(PastSlots.DAYS, PastSlots.WEEKS))];
            for (int number = from; number < to; number++) {
                Snapshot snapshot = snapshot(number, scratch);
                if (snapshot != null) {
                    snapshots.add(snapshot);
                }
            }
            return snapshots;
        }

        /** Nothing for a series that has no reading and was not due. */
        private @Nullable Snapshot snapshot(int number, double[] scratch) {
            Series series = index.series(number);
            ZoneId zone = past.markets().zoneOf(kpi, series.labels());
            Past.Slots slots = past.of(zone);
            int seen = 0;
            for (Samples slot : slots.same()) {
                double value = slot.value(number);
                if (Double.isFinite(value)) {
                    scratch[seen++] = value;
                }
            }
            boolean missing = !now.has(number);
            if (missing && !isDue(seen, slots.same().size())) {
                return null;
            }
            var reading = new Snapshot.Reading(
                    now.value(number), now.numerator(number), now.denominator(number), now.sample(number));
            return new Snapshot(
                    kpi,
                    series,
                    now.at(),
                    reading,
                    valueAt(past.previous(), number),
                    valueAt(slots.weekBefore(), number),
                    SeasonalBaseline.of(scratch, seen, kpi.unit(), reading),
                    limits,
                    zone,
                    age.toSeconds(),
                    missing);
        }

        private static boolean isDue(int seen, int slots) {
            return seen >= SeasonalBaseline.FEWEST && seen >= SEEN_MOSTLY * slots;
        }

        private static double valueAt(@Nullable Samples samples, int number) {
            return samples == null ? Double.NaN : samples.value(number);
        }
    }
}
