package dev.bellwether.demo;

import dev.bellwether.demo.Marketplace.Market;
import dev.bellwether.demo.World.Subject;
import java.time.Duration;
import java.time.Instant;

/** First-time buyers of a week thirteen weeks ago, and those who bought again, by market and segment. */
record RepeatFacts(World world) implements Facts {

    private static final double FIRST_TIME_PER_ORDER = 0.06;

    @Override
    public Table table() {
        return Table.ofWeeks("agg_repeat_1w", Duration.ofDays(7), 4);
    }

    @Override
    public void write(Instant end, Rows rows) {
        int series = 0;
        for (Market market : world.marketplace().markets()) {
            for (Segment segment : Segment.values()) {
                Draw draw = world.draw(Subject.REPEATS, series++, slotOf(end));
                double orders = market.ordersPerHour() * 168 * segment.shareIn(market);
                long first = draw.poisson(orders * FIRST_TIME_PER_ORDER * draw.factor(0.02));
                double again = segment == Segment.CONSUMER ? 0.16 : 0.31;
                rows.add(market.code(), segment.id(), first, draw.binomial(first, again * draw.factor(0.015)));
            }
        }
    }
}
