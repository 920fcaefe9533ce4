package dev.bellwether.catalogue;

import dev.bellwether.kpi.Kpi;
import dev.bellwether.kpi.KpiId;
import dev.bellwether.kpi.Markets;
import dev.bellwether.problem.Location;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The KPIs and markets that hold at one time, each with the place where it is defined. Immutable. */
public final class Catalogue {

    public static final Catalogue EMPTY = new Catalogue(Map.of(), Map.of(), Markets.NONE);

    private final SortedMap<KpiId, Kpi> kpis;
    private final Map<KpiId, Location> places;
    private final Markets markets;

    /** @param places one for each KPI */
    Catalogue(Map<KpiId, Kpi> kpis, Map<KpiId, Location> places, Markets markets) {
        this.kpis = new TreeMap<>(kpis);
        this.places = Map.copyOf(places);
        this.markets = markets;
    }

    /** All KPIs, by id. */
    public List<Kpi> kpis() {
        return List.copyOf(kpis.values());
    }

    public Optional<Kpi> find(KpiId id) {
        return Optional.ofNullable(kpis.get(id));
    }

    public Markets markets() {
        return markets;
    }

    /** Where a KPI of this catalogue is defined. */
    public Optional<Location> where(KpiId id) {
        return Optional.ofNullable(places.get(id));
    }
}
