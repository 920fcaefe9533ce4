package dev.bellwether.demo;

import dev.bellwether.demo.Marketplace.Carrier;
import dev.bellwether.demo.Marketplace.Market;
import dev.bellwether.demo.World.Subject;
import java.time.Duration;
import java.time.Instant;

/**
 * Parcels by days on their way, and those delivered, by lane: what happened in the last 24 hours, every six hours. A
 * whole day in each row keeps day and night out of the figures.
 */
record ParcelFacts(World world) implements Facts {

    private static final int SLOTS_PER_DAY = 4;

    @Override
    public Table table() {
        return Table.ofWeeks("agg_parcel_age_24h", Duration.ofHours(6), 6);
    }

    @Override
    public void write(Instant end, Rows rows) {
        int number = 0;
        for (Market market : world.marketplace().markets()) {
            for (Carrier carrier : world.marketplace().carriers()) {
                write(end, new Lane(world, market, carrier, number++), rows);
            }
        }
    }

    private void write(Instant end, Lane lane, Rows rows) {
        long[] atRisk = new long[(lane.promisedDays() * 5 + 3) / 4];
        long[] delivered = new long[atRisk.length];
        for (int back = 0; back < SLOTS_PER_DAY; back++) {
            addSlot(end.minus(grain().multipliedBy(back)), lane, atRisk, delivered);
        }
        for (int age = 0; age < atRisk.length; age++) {
            long parcelDays = Math.round((double) atRisk[age] / SLOTS_PER_DAY);
            rows.add(lane.market().code(), lane.carrier().id(), lane.promisedDays(), age, parcelDays, delivered[age]);
        }
    }

    private void addSlot(Instant end, Lane lane, long[] atRisk, long[] delivered) {
        Draw draw = world.draw(Subject.PARCELS, lane.number(), slotOf(end));
        double deliveries = Season.ofDeliveries(lane.market(), middleOf(end))
                * world.script().delivering(lane.carrier().id(), lane.market(), end)
                * draw.factor(0.04);
        for (int age = 0; age < atRisk.length; age++) {
            long onTheirWay = draw.poisson(lane.onTheirWay(age, end));
            double hazard = lane.hazard(age, age + 1) / SLOTS_PER_DAY * deliveries;
            atRisk[age] += onTheirWay;
            delivered[age] += draw.binomial(onTheirWay, 1 - Math.exp(-hazard));
        }
    }
}
