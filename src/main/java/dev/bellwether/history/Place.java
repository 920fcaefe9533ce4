package dev.bellwether.history;

import dev.bellwether.kpi.Kpi;
import dev.bellwether.kpi.Labels;
import dev.bellwether.kpi.Markets;
import java.time.ZoneId;
import java.util.HashMap;

/**
 * Where series share local time, holidays and sales.
 *
 * @param market its code; empty for series without a known one
 */
record Place(String market, ZoneId zone) {

    /** The places of all series, by number. */
    static Place[] of(Kpi kpi, Markets markets, SeriesIndex index) {
        var known = new HashMap<Place, Place>();
        Place[] places = new Place[index.size()];
        for (int series = 0; series < places.length; series++) {
            Labels labels = index.series(series).labels();
            var place = of(kpi, markets, labels);
            places[series] = known.computeIfAbsent(place, same -> same);
        }
        return places;
    }

    static Place of(Kpi kpi, Markets markets, Labels labels) {
        String code = labels.get(Markets.DIMENSION);
        return new Place(markets.market(code).isPresent() ? code : "", markets.zoneOf(kpi, labels));
    }
}
