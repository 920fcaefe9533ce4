package dev.bellwether.history;

import dev.bellwether.kpi.Kpi;
import dev.bellwether.kpi.KpiId;
import dev.bellwether.kpi.MarketCalendar;
import dev.bellwether.kpi.Markets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Adds up the deviations of the last grains. How far a past grain was out is worked out once and kept in memory; it can
 * be had again from history at any time.
 */
final class DriftTaker {

    private record Scores(float[] z) {}

    private final History history;
    private final Alarms alarms;
    private final Acknowledged acknowledged;
    private final Map<KpiId, TreeMap<Instant, Scores>> kept = new ConcurrentHashMap<>();

    DriftTaker(History history, Alarms alarms, Acknowledged acknowledged) {
        this.history = history;
        this.alarms = alarms;
        this.acknowledged = acknowledged;
    }

    /** The sums up to the grain before {@code at}. */
    Drift before(Kpi kpi, Markets markets, Instant at, Place[] places) {
        SeriesIndex index = history.seriesOf(kpi);
        Instant first = kpi.grain().shift(at, kpi.zone(), -(Drift.GRAINS - 1));
        TreeMap<Instant, Scores> scores = kept.computeIfAbsent(kpi.id(), any -> new TreeMap<>());
        var drift = new Drift(places.length);
        var growthOf = new HashMap<Instant, Growth>();
        synchronized (scores) {
            scores.headMap(first).clear();
            @Nullable Instant[] countedFrom = countedFrom(kpi, markets, at, places, index);
            for (Instant grain = first; grain.isBefore(at); grain = kpi.next(grain)) {
                Scores known = scores.get(grain);
                if (known == null) {
                    Growth growth = growthOf.computeIfAbsent(
                            Growth.dayOf(grain, kpi), day -> growth(kpi, markets, day, places));
                    known = scores(kpi, markets, grain, places, growth);
                    if (known != null) {
                        scores.put(grain, known);
                    }
                }
                for (int series = 0; known != null && series < Math.min(known.z().length, places.length); series++) {
                    Instant from = countedFrom[series];
                    if (from == null || !kpi.previous(grain).isBefore(from)) {
                        drift.add(series, known.z()[series]);
                    }
                }
            }
        }
        return drift;
    }

    private @Nullable Instant[] countedFrom(Kpi kpi, Markets markets, Instant at, Place[] places, SeriesIndex index) {
        @Nullable Instant[] from = new Instant[places.length];
        for (int series = 0; series < places.length; series++) {
            Optional<Instant> change =
                    markets.calendar().lastChange(kpi, places[series].market(), places[series].zone(), at);
            Optional<Instant> notice =
                    acknowledged.last(kpi.id(), index.series(series).labels()).filter(when -> when.isBefore(at));
            from[series] =
                    change.isPresent() && (notice.isEmpty() || change.get().isAfter(notice.get()))
                            ? change.get()
                            : notice.orElse(null);
        }
        return from;
    }

    /** Nothing where the grain has no reading; unlike days say nothing of what lasts. */
    private @Nullable Scores scores(Kpi kpi, Markets markets, Instant grain, Place[] places, Growth growth) {
        Samples samples = history.read(kpi.id(), List.of(grain)).get(grain);
        if (samples == null) {
            return null;
        }
        MarketCalendar calendar = markets.calendar();
        var unlike = new HashMap<Place, Boolean>();
        Norms usual = new PastTaker(
                        history, kpi, markets, grain, places, growth, alarms.of(kpi.id(), history.seriesOf(kpi)))
                .past()
                .norms();
        float[] z = new float[places.length];
        for (int series = 0; series < z.length; series++) {
            boolean isUnlike = unlike.computeIfAbsent(
                    places[series], place -> calendar.isSpecial(kpi, place.market(), place.zone(), grain));
            var reading = SnapshotTaker.reading(samples, series);
            z[series] = isUnlike
                    ? Float.NaN
                    : (float) usual.baseline(series, reading).z(reading.value());
        }
        return new Scores(z);
    }

    private Growth growth(Kpi kpi, Markets markets, Instant day, Place[] places) {
        return Growth.concerns(kpi)
                ? Growth.before(
                        day, kpi, markets.calendar(), history, places, alarms.of(kpi.id(), history.seriesOf(kpi)))
                : Growth.NONE;
    }
}
