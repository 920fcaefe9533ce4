package dev.bellwether.kpi;

import java.util.Set;

/**
 * Which series something in the calendar concerns.
 *
 * @param markets their codes; empty: all
 * @param kpis empty: all
 */
public record Reach(Set<String> markets, Set<KpiId> kpis) {

    public static final Reach ALL = new Reach(Set.of(), Set.of());

    public Reach {
        markets = Set.copyOf(markets);
        kpis = Set.copyOf(kpis);
    }

    public boolean concerns(KpiId kpi, String market) {
        return (markets.isEmpty() || markets.contains(market)) && (kpis.isEmpty() || kpis.contains(kpi));
    }
}
