package dev.bellwether.demo;

import dev.bellwether.demo.Marketplace.Carrier;
import dev.bellwether.demo.Marketplace.Market;
import dev.bellwether.demo.World.Subject;
import java.time.Duration;
import java.time.Instant;

/**
 * Orders at their deadlines, by lane, each day: those whose promised day it was, those promised thirty days before and
 * whether nothing at all was wrong with them, and those of which a first scan was due.
 */
record PromiseFacts(World world) implements Facts {

    private static final Duration MONTH = Duration.ofDays(30);
    private static final double NOTHING_ELSE_WRONG = 0.885;
    private static final double SCANNED = 0.972;

    @Override
    public Table table() {
        return Table.ofWeeks("agg_promise_1d", Duration.ofDays(1), 8);
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
        Promised today = promised(end, lane);
        Promised decided = promised(end.minus(MONTH), lane);
        Draw draw = world.draw(Subject.FIRST_SCANS, lane.number(), slotOf(end));
        double paidInAWeek = 7 * Lane.parcelsPerDay(world, lane.market(), lane.carrier(), end);
        long paid = draw.poisson(paidInAWeek);
        rows.add(
                lane.market().code(),
                lane.carrier().id(),
                today.due,
                today.inTime,
                decided.due,
                draw.binomial(decided.inTime, NOTHING_ELSE_WRONG * draw.factor(0.004)),
                paid,
                paid - draw.binomial(paid, (1 - SCANNED) * draw.factor(0.04)));
    }

    private Promised promised(Instant end, Lane lane) {
        Draw draw = world.draw(Subject.PROMISES, lane.number(), slotOf(end));
        long due = draw.poisson(Lane.parcelsPerDay(world, lane.market(), lane.carrier(), end) * draw.factor(0.03));
        double late = (1 - lane.inTime(middleOf(end))) * draw.factor(0.06);
        return new Promised(due, due - draw.binomial(due, late));
    }

    private record Promised(long due, long inTime) {}
}
