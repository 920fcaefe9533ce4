package dev.bellwether.mute;

import dev.bellwether.kpi.Labels;
import dev.bellwether.kpi.Market;
import dev.bellwether.kpi.Markets;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.Supplier;

/** The local time of an alert's market. */
@FunctionalInterface
public interface MarketZones {

    /** Where no market is known. */
    MarketZones UTC = labels -> ZoneOffset.UTC;

    /** UTC where the labels name no known market. */
    static MarketZones of(Supplier<Markets> markets) {
        return labels -> markets.get()
                .market(labels.get(Markets.DIMENSION))
                .map(Market::zone)
                .orElse(ZoneOffset.UTC);
    }

    /** @param labels of an alert */
    ZoneId zoneOf(Labels labels);
}
