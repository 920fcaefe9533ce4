package dev.bellwether.history;

import dev.bellwether.history.Snapshot.Reading;
import dev.bellwether.kpi.Kpi;
import dev.bellwether.kpi.KpiId;
import dev.bellwether.kpi.MarketCalendar;
import dev.bellwether.kpi.Markets;
import dev.bellwether.kpi.Phase;
import dev.bellwether.limit.Limits;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Puts each reading beside its past. The past of an instant is known before its rows arrive, so {@link #past} may be
 * read while the source still answers.
 */
public final class SnapshotTaker {

    /** A series counts as due when it was seen in at least this share of the slots compared with. */
    private static final double SEEN_MOSTLY = 0.75;

    private record GrowthOfDay(Instant day, Growth growth) {}

    private final History history;
    private final Map<KpiId, GrowthOfDay> growthOf = new ConcurrentHashMap<>();

    private final Alarms alarms;
    private final DriftTaker driftTaker;
    private final RollingTaker rollingTaker;

    public SnapshotTaker(History history) {
        this(history, Alarms.NEVER, Acknowledged.NEVER);
    }

    /**
     * One that knows what became of the readings.
     *
     * @param alarms what was read then is left out of what is usual
     * @param acknowledged from when on what lasts is added up anew
     */
    public SnapshotTaker(History history, Alarms alarms, Acknowledged acknowledged) {
        this.history = history;
        this.alarms = alarms;
        this.driftTaker = new DriftTaker(history, alarms, acknowledged);
        this.rollingTaker = new RollingTaker(history);
    }

    /** Reads what {@code at} is to be compared with. */
    public Past past(Kpi kpi, Markets markets, Instant at) {
        Place[] places = Place.of(kpi, markets, history.seriesOf(kpi));
        Past past = new PastTaker(
                        history,
                        kpi,
                        markets,
                        at,
                        places,
                        growth(kpi, markets, at, places),
                        alarms.of(kpi.id(), history.seriesOf(kpi)))
                .past();
        return past.with(
                kpi.drift() ? driftTaker.before(kpi, markets, at, places) : null,
                kpi.windows().isEmpty() ? null : rollingTaker.before(kpi, at, places.length));
    }

    private Growth growth(Kpi kpi, Markets markets, Instant at, Place[] places) {
        if (!Growth.concerns(kpi)) {
            return Growth.NONE;
        }
        Instant day = Growth.dayOf(at, kpi);
        GrowthOfDay known = growthOf.get(kpi.id());
        if (known == null || !known.day().equals(day)) {
            known = new GrowthOfDay(
                    day,
                    Growth.before(
                            day, kpi, markets.calendar(), history, places, alarms.of(kpi.id(), history.seriesOf(kpi))));
            growthOf.put(kpi.id(), known);
        }
        return known.growth();
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
        return new Taken(
                kpi,
                index,
                index.size(),
                now,
                past,
                significant(kpi, now, past),
                limits,
                age,
                new ConcurrentHashMap<>());
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

    static Reading reading(Samples now, int number) {
        return new Reading(now.value(number), now.numerator(number), now.denominator(number), now.sample(number));
    }

    /** What the calendar says of a market's day; made once, for many series share it. */
    private record Day(Surroundings plain, Surroundings standingOut) {

        boolean isUnlike() {
            return !plain.phase().isEmpty() || !plain.holiday().isEmpty();
        }

        static Day of(MarketCalendar calendar, Kpi kpi, String market, ZoneId zone, Instant end) {
            String phase =
                    calendar.phase(kpi, market, zone, end).map(Phase::toString).orElse("");
            String holiday = calendar.holiday(market, zone, end).orElse("");
            return new Day(
                    new Surroundings(false, Double.NaN, Double.NaN, phase, holiday, Windows.NONE),
                    new Surroundings(true, Double.NaN, Double.NaN, phase, holiday, Windows.NONE));
        }
    }

    private record Taken(
            Kpi kpi,
            SeriesIndex index,
            int size,
            Samples now,
            Past past,
            BitSet significant,
            Limits limits,
            Duration age,
            Map<String, Day> days)
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
            Baseline baseline = past.norms().baseline(number, reading);
            return new Snapshot(
                    kpi,
                    series,
                    now.at(),
                    reading,
                    valueAt(past.previous(), number),
                    valueAt(past.weekBefore().get(zone), number),
                    baseline,
                    limits,
                    zone,
                    age.toSeconds(),
                    missing,
                    surroundings(reading, baseline, series, zone));
        }

        private Surroundings surroundings(Reading reading, Baseline baseline, Series series, ZoneId zone) {
            String market = series.labels().get(Markets.DIMENSION);
            Day day = days.computeIfAbsent(market, any -> Day.of(past.markets().calendar(), kpi, market, zone, at()));
            int number = series.number();
            Surroundings known = significant.get(number) ? day.standingOut() : day.plain();
            Drift drift = past.drift();
            if (drift != null && baseline.weeks() >= SeasonalBaseline.FEWEST) {
                double z = day.isUnlike() ? Double.NaN : baseline.z(reading.value());
                known = known.withDrift(drift.up(number, z), drift.down(number, z));
            }
            RollingFigures rolling = past.rolling();
            return rolling == null ? known : known.withWindows(rolling.with(number, reading.value()));
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
