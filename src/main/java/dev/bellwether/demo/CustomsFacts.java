package dev.bellwether.demo;

import dev.bellwether.demo.Incident.CustomsHold;
import dev.bellwether.demo.Marketplace.Carrier;
import dev.bellwether.demo.Marketplace.Market;
import dev.bellwether.demo.World.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Parcels held by customs, those of them for longer than three days, and what came and went in the last 24 hours, by
 * lane, every six hours.
 */
record CustomsFacts(World world) implements Facts {

    private static final double USUAL_DAYS = 1.4;
    private static final double OVERDUE = 0.05;
    private static final double OVERDUE_IN_A_HOLD = 0.36;

    @Override
    public Table table() {
        return Table.ofWeeks("agg_customs_6h", Duration.ofHours(6), 6);
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
        Draw draw = world.draw(Subject.CUSTOMS, lane.number(), slotOf(end));
        double aDay = Lane.parcelsPerDay(world, lane.market(), lane.carrier(), end);
        double heldDays = USUAL_DAYS;
        double overdue = OVERDUE;
        double released = aDay;
        Optional<CustomsHold> hold =
                world.script().customsHold(lane.market(), lane.carrier().id(), end);
        if (hold.isPresent()) {
            double days = Duration.between(hold.get().from(), end).toMinutes() / 1440.0;
            double kept = 1 - hold.get().releasing();
            released = aDay * (1 - kept * Math.min(1, days));
            heldDays += kept * days;
            // what was there when the hold began is overdue a day and a half later
            overdue += (OVERDUE_IN_A_HOLD - OVERDUE) * Math.min(1, Math.max(0, days - 1.25));
        }
        long held = draw.poisson(aDay * heldDays * draw.factor(0.02));
        rows.add(
                lane.market().code(),
                lane.carrier().id(),
                held,
                draw.binomial(held, overdue * draw.factor(0.05)),
                draw.poisson(aDay * draw.factor(0.01)),
                draw.poisson(released * draw.factor(0.01)));
    }
}
