package dev.bellwether.demo;

import dev.bellwether.demo.Marketplace.Carrier;
import dev.bellwether.demo.Marketplace.Market;
import dev.bellwether.demo.World.Subject;
import java.time.Duration;
import java.time.Instant;

/** Parcels by days on their way, and those delivered, by lane, every six hours. */
record ParcelFacts(World world) implements Facts {

    private static final int SLOTS_PER_DAY = 4;

    @Override
    public String table() {
        return "agg_parcel_age_6h";
    }

    @Override
    public Duration grain() {
        return Duration.ofHours(6);
    }

    @Override
    public Duration kept() {
        return Duration.ofDays(70);
    }

    @Override
    public int columns() {
        return 5;
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
        Draw draw = world.draw(Subject.PARCELS, lane.number(), slotOf(end));
        double deliveries = Season.ofDeliveries(lane.market(), middleOf(end))
                * world.script().delivering(lane.carrier().id(), lane.market(), end)
                * draw.factor(0.04);
        for (int age = 0; age < lane.promisedDays(); age++) {
            long atRisk = draw.poisson(lane.onTheirWay(age, end));
            double hazard = lane.hazard(age, age + 1) / SLOTS_PER_DAY * deliveries;
            long delivered = draw.binomial(atRisk, 1 - Math.exp(-hazard));
            rows.add(lane.market().code(), lane.carrier().id(), age, atRisk, delivered);
        }
    }
}
