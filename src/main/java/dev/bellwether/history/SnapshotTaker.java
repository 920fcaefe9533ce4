package dev.bellwether.history;

import dev.bellwether.history.Snapshot.Reading;
import dev.bellwether.kpi.Kpi;
import dev.bellwether.kpi.Markets;
import dev.bellwether.limit.Limits;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.BitSet;
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
        var same = new HashMap<ZoneId, List<Samples>>();
        var weekBefore = new HashMap<ZoneId, Samples>();
        for (ZoneId zone : zones) {
            same.put(
                    zone,
                    PastSlots.before(at, kpi, zone).stream()
                            .map(known::get)
                            .filter(Objects::nonNull)
                            .toList());
            Samples week = known.get(PastSlots.weekBefore(at, kpi, zone));
            if (week != null) {
                weekBefore.put(zone, week);
            }
        }
        Norms norms = new NormsTaker(kpi, markets, index, same).norms();
        return new Past(markets, known.get(kpi.previous(at)), weekBefore, norms);
    }

    /**
     * The snapshots of {@code now}, made when they are asked for.
     *
     * @param limits the thresholds in force
     * @param judgedAt the planned time of judging, from which age is counted
     */
    public Snapshots take(Kpi kpi, Samples now, Past past, Limits limits, Instant judgedAt) {
        SeriesIndex index = history.seriesOf(kpi);
        var age = Duration.between(now.at(), judgedAt);
        return new Taken(kpi, index, index.size(), now, past, significant(kpi, now, past), limits, age);
    }

    /** Too small a sample says nothing, and testing it would only cost the others. */
    private static BitSet significant(Kpi kpi, Samples now, Past past) {
        double[] p = new double[now.size()];
        for (int number = 0; number < p.length; number++) {
            double value = now.value(number);
            boolean isTested = Double.isFinite(value) && !(now.sample(number) < kpi.minSample());
            if (isTested) {
                Reading reading = reading(now, number);
                p[number] = Tail.twoSided(
                        past.norms().dispersion().law(), past.norms().baseline(number, reading), reading);
            } else {
                p[number] = Double.NaN;
            }
        }
        return Discoveries.among(p);
    }

    private static Reading reading(Samples now, int number) {
        return new Reading(now.value(number), now.numerator(number), now.denominator(number), now.sample(number));
    }

    private record Taken(
            Kpi kpi,
            SeriesIndex index,
            int size,
            Samples now,
            Past past,
            BitSet significant,
            Limits limits,
            Duration age)
            implements Snapshots {

        @Override
        public Instant at() {
            return now.at();
        }

        @Override
        public List<Snapshot> chunk(int from, int to) {
            var snapshots = new ArrayList<Snapshot>(to - from);
            for (int number = from; number < to; number++) {
                Snapshot snapshot = snapshot(number);
                if (snapshot != null) {
                    snapshots.add(snapshot);
                }
            }
            return snapshots;
        }

        /** Nothing for a series that has no reading and was not due. */
        private @Nullable Snapshot snapshot(int number) {
            boolean missing = !now.has(number);
            if (missing && !isDue(number)) {
                return null;
            }
            Series series = index.series(number);
            ZoneId zone = past.markets().zoneOf(kpi, series.labels());
            Reading reading = reading(now, number);
            return new Snapshot(
                    kpi,
                    series,
                    now.at(),
                    reading,
                    valueAt(past.previous(), number),
                    valueAt(past.weekBefore().get(zone), number),
                    past.norms().baseline(number, reading),
                    limits,
                    zone,
                    age.toSeconds(),
                    missing,
                    surroundings(number));
        }

        private Surroundings surroundings(int number) {
            return significant.get(number)
                    ? new Surroundings(true, Double.NaN, Double.NaN, "", "", Windows.NONE)
                    : Surroundings.NONE;
        }

        private boolean isDue(int number) {
            int weeks = past.norms().weeks(number);
            return weeks >= SeasonalBaseline.FEWEST
                    && weeks >= SEEN_MOSTLY * past.norms().slots(number);
        }

        private static double valueAt(@Nullable Samples samples, int number) {
            return samples == null ? Double.NaN : samples.value(number);
        }
    }
}
