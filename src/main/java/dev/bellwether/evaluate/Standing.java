package dev.bellwether.evaluate;

import dev.bellwether.alert.Breach;
import dev.bellwether.history.Snapshot;
import dev.bellwether.kpi.Grain;
import dev.bellwether.kpi.KpiId;
import dev.bellwether.kpi.Labels;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What stands now: of each KPI the breaches of its latest judged tick, and the snapshots where somebody needs them.
 * Group rules are judged over it. Empty after a start; each KPI's first tick fills its place.
 */
public final class Standing {

    /**
     * The latest judged tick of one KPI.
     *
     * @param snapshots empty unless group rules join them or the KPI is exposed
     */
    public record Latest(Grain grain, Instant at, List<Breach> breaches, List<Snapshot> snapshots) {

        boolean isAt(Grain other, Instant instant) {
            return !grain.equals(other) || at.equals(instant);
        }

        public Latest {
            breaches = List.copyOf(breaches);
            snapshots = List.copyOf(snapshots);
        }
    }

    private final Map<KpiId, Latest> byKpi = new ConcurrentHashMap<>();
    private final Map<KpiId, Set<Labels>> missingOf = new ConcurrentHashMap<>();

    void put(KpiId kpi, Latest latest, Set<Labels> missing) {
        byKpi.put(kpi, latest);
        missingOf.put(kpi, Set.copyOf(missing));
    }

    /** Whether a series of one of these KPIs, one of {@code series}, had no reading at its latest tick, though it was due. */
    boolean lacksAny(Collection<Labels> series, Collection<KpiId> kpis) {
        return kpis.stream()
                .map(kpi -> missingOf.getOrDefault(kpi, Set.of()))
                .anyMatch(missing -> !missing.isEmpty() && series.stream().anyMatch(missing::contains));
    }

    /** Nothing until the KPI's first tick since the start. */
    public Optional<Latest> of(KpiId kpi) {
        return Optional.ofNullable(byKpi.get(kpi));
    }

    /**
     * Whether each of these KPIs has been judged since the start, and those of the given grain at {@code at}: the figures
     * of a rule that joins them belong together.
     */
    public boolean isComplete(Collection<KpiId> kpis, Grain grain, Instant at) {
        return kpis.stream().map(byKpi::get).allMatch(latest -> latest != null && latest.isAt(grain, at));
    }

    /** Forgets KPIs that are no longer in the catalogue. */
    public void keepOnly(Collection<KpiId> kpis) {
        byKpi.keySet().retainAll(kpis);
        missingOf.keySet().retainAll(kpis);
    }
}
