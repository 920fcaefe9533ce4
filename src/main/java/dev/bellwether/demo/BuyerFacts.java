package dev.bellwether.demo;

import dev.bellwether.demo.Marketplace.Market;
import dev.bellwether.demo.World.Subject;
import java.time.Duration;
import java.time.Instant;

/** Distinct buyers of the last seven days by market and segment, each day. */
record BuyerFacts(World world) implements Facts {

    private static final int HOURS_OF_WEEK = 168;
    private static final double BUYERS_PER_ORDER = 0.71;

    @Override
    public String table() {
        return "agg_buyer_7d";
    }

    @Override
    public Duration grain() {
        return Duration.ofDays(1);
    }

    @Override
    public Duration kept() {
        return Duration.ofDays(70);
    }

    @Override
    public int columns() {
        return 3;
    }

    @Override
    public void write(Instant end, Rows rows) {
        for (int number = 0; number < world.marketplace().markets().size(); number++) {
            Market market = world.marketplace().markets().get(number);
            for (Segment segment : Segment.values()) {
                Draw draw = world.draw(Subject.BUYERS, 2L * number + segment.ordinal(), slotOf(end));
                double orders =
                        market.ordersPerHour() * HOURS_OF_WEEK * world.script().growth(market, middleOf(end));
                double mean = orders * segment.shareIn(market) * BUYERS_PER_ORDER * draw.factor(0.012);
                rows.add(market.code(), segment.id(), draw.poisson(mean));
            }
        }
    }
}
