package dev.bellwether.history;

import dev.bellwether.kpi.Kpi;
import dev.bellwether.kpi.KpiId;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** Samples without a database: for replays, rule tests and tests. */
public final class InMemoryHistory implements History {

    private final Map<KpiId, SeriesIndex> indexes = new ConcurrentHashMap<>();
    private final Map<KpiId, ConcurrentSkipListMap<Instant, Samples>> samplesOf = new ConcurrentHashMap<>();

    @Override
    public void forget() {}

    @Override
    public SeriesIndex seriesOf(Kpi kpi) {
        return indexes.compute(
                kpi.id(),
                (id, known) ->
                        known == null ? new SeriesIndex(kpi.dimensions()) : known.withDimensions(kpi.dimensions()));
    }

    @Override
    public void append(Kpi kpi, Collection<Samples> samples) {
        seriesOf(kpi).checkKnows(samples);
        var kept = samplesOf.computeIfAbsent(kpi.id(), id -> new ConcurrentSkipListMap<>());
        for (Samples news : samples) {
            if (news.count() > 0) { // a new object each time: whoever reads the old one is not disturbed
                Samples merged =
                        kept.containsKey(news.at()) ? kept.get(news.at()).copy() : new Samples(news.at());
                merged.putAll(news);
                kept.put(news.at(), merged);
            }
        }
    }

    @Override
    public Map<Instant, Samples> read(KpiId kpi, Collection<Instant> instants) {
        var kept = kept(kpi);
        var found = new HashMap<Instant, Samples>();
        for (Instant at : instants) {
            Samples samples = kept.get(at);
            if (samples != null) {
                found.put(at, samples);
            }
        }
        return found;
    }

    @Override
    public Optional<Instant> newest(KpiId kpi) {
        return Optional.ofNullable(kept(kpi).lastEntry()).map(Map.Entry::getKey);
    }

    @Override
    public Optional<Instant> oldest(KpiId kpi) {
        return Optional.ofNullable(kept(kpi).firstEntry()).map(Map.Entry::getKey);
    }

    @Override
    public void dropBefore(Instant before) {
        samplesOf.values().forEach(kept -> kept.headMap(before).clear());
    }

    private ConcurrentSkipListMap<Instant, Samples> kept(KpiId kpi) {
        return samplesOf.getOrDefault(kpi, new ConcurrentSkipListMap<>());
    }
}
