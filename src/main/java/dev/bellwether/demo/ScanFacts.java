package dev.bellwether.demo;

import dev.bellwether.demo.Marketplace.Carrier;
import dev.bellwether.demo.Marketplace.Market;
import dev.bellwether.demo.World.Subject;
import java.time.Duration;
import java.time.Instant;

/** Parcels on their way, and those without a scan for longer than usual, by lane, every six hours. */
record ScanFacts(World world) implements Facts {

    private static final double SILENT = 0.05;
    private static final double MORE_WHEN_STALLED = 0.35;

    @Override
    public Table table() {
        return Table.ofWeeks("agg_parcel_scan_6h", Duration.ofHours(6), 4);
    }

    @Override
    public void write(Instant end, Rows rows) {
        int lane = 0;
        for (Market market : world.marketplace().markets()) {
            for (Carrier carrier : world.marketplace().carriers()) {
                Draw draw = world.draw(Subject.SCANS, lane++, slotOf(end));
                double usual = Lane.parcelsPerDay(world, market, carrier, end) * carrier.promisedDaysTo(market) * 0.7;
                long inTransit = draw.poisson(usual);
                double silentShare = SILENT * draw.factor(0.05) + MORE_WHEN_STALLED * stalled(market, carrier, end);
                rows.add(market.code(), carrier.id(), inTransit, draw.binomial(inTransit, silentShare));
            }
        }
    }

    /** A parcel counts as silent only after a day without a scan, so the figure follows an outage slowly. */
    private double stalled(Market market, Carrier carrier, Instant end) {
        double stalled = 0;
        for (int back = 0; back < 4; back++) {
            Instant at = end.minus(grain().multipliedBy(back));
            stalled += 1 - world.script().delivering(carrier.id(), market, at);
        }
        return stalled / 4;
    }
}
