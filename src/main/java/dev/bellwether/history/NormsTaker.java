package dev.bellwether.history;

import dev.bellwether.kpi.Kpi;
import dev.bellwether.kpi.Markets;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/** Finds what is usual of the series of a KPI in their past slots. */
final class NormsTaker {

    /** The scatter of a KPI shows in this many of its series as well as in all. */
    private static final int SERIES_ASKED = 2_000;

    private final Kpi kpi;
    private final Markets markets;
    private final SeriesIndex index;
    private final Map<ZoneId, List<Samples>> slots;

    private final double[] values = new double[PastSlots.MOST];
    private final double[] samples = new double[PastSlots.MOST];

    /** @param slots the past slots of which something is known, for each zone */
    NormsTaker(Kpi kpi, Markets markets, SeriesIndex index, Map<ZoneId, List<Samples>> slots) {
        this.kpi = kpi;
        this.markets = markets;
        this.index = index;
        this.slots = slots;
    }

    Norms norms() {
        int size = index.size();
        var norms = new Norms(size, dispersion(size));
        for (int series = 0; series < size; series++) {
            List<Samples> same = slotsOf(series);
            int count = gather(series, same);
            norms.put(series, values, count, same.size());
        }
        return norms;
    }

    private Dispersion dispersion(int size) {
        var estimate = new Dispersion.Estimate(kpi.unit());
        int step = Math.max(1, size / SERIES_ASKED);
        for (int series = 0; series < size; series++) {
            // by name, not by number: the order in which series were first seen says nothing
            if (Math.floorMod(index.series(series).labels().hashCode(), step) == 0) {
                int count = gather(series, slotsOf(series));
                estimate.add(values, samples, count);
            }
        }
        return estimate.result();
    }

    private int gather(int series, List<Samples> same) {
        int count = 0;
        for (Samples slot : same) {
            double value = slot.value(series);
            if (Double.isFinite(value)) {
                values[count] = value;
                samples[count++] = slot.sample(series);
            }
        }
        return count;
    }

    private List<Samples> slotsOf(int series) {
        return slots.getOrDefault(markets.zoneOf(kpi, index.series(series).labels()), List.of());
    }
}
