package dev.bellwether.demo;

import dev.bellwether.demo.Marketplace.Market;
import dev.bellwether.demo.World.Subject;
import java.time.Duration;
import java.time.Instant;

/** Distinct buyers of the last seven and of the last 28 days by market and segment, each day. */
record BuyerFacts(World world) implements Facts {

    private static final int HOURS_OF_WEEK = 168;
    private static final double BUYERS_PER_ORDER = 0.71;
    private static final double BUYERS_PER_ORDER_IN_FOUR_WEEKS = 0.42;

    @Override
    public Table table() {
        return Table.ofWeeks("agg_buyer_1d", Duration.ofDays(1), 4);
    }

    @Override
    public void write(Instant end, Rows rows) {
        for (int number = 0; number < world.marketplace().markets().size(); number++) {
            Market market = world.marketplace().markets().get(number);
            for (Segment segment : Segment.values()) {
                Draw draw = world.draw(Subject.BUYERS, 2L * number + segment.ordinal(), slotOf(end));
                double orders =
                        market.ordersPerHour() * HOURS_OF_WEEK * world.script().growth(market, middleOf(end));
                double ofSegment = orders * segment.shareIn(market);
                long inAWeek = draw.poisson(ofSegment * BUYERS_PER_ORDER * draw.factor(0.012));
                double inFourWeeks = 4 * ofSegment * BUYERS_PER_ORDER_IN_FOUR_WEEKS;
                Draw drawOfFour = world.draw(Subject.LONG_BUYERS, 2L * number + segment.ordinal(), slotOf(end));
                rows.add(
                        market.code(),
                        segment.id(),
                        inAWeek,
                        drawOfFour.poisson(inFourWeeks * drawOfFour.factor(0.01)));
            }
        }
    }
}
