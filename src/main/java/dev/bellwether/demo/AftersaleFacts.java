package dev.bellwether.demo;

import dev.bellwether.demo.Marketplace.Market;
import dev.bellwether.demo.World.Subject;
import java.time.Duration;
import java.time.Instant;

/** Deliveries reviewed within ten days, and money paid back, by market, each day. */
record AftersaleFacts(World world) implements Facts {

    private static final double REVIEWED = 0.27;
    private static final double REFUNDED = 0.034;
    private static final double REFUND_USD_CENTS = 4_300;

    @Override
    public Table table() {
        return Table.ofWeeks("agg_aftersale_1d", Duration.ofDays(1), 5);
    }

    @Override
    public void write(Instant end, Rows rows) {
        for (int number = 0; number < world.marketplace().markets().size(); number++) {
            Market market = world.marketplace().markets().get(number);
            Draw draw = world.draw(Subject.AFTERSALES, number, slotOf(end));
            double ordersPerDay = market.ordersPerHour() * 24 * world.script().growth(market, middleOf(end));
            long delivered = draw.poisson(7 * ordersPerDay);
            long reviewed = draw.binomial(delivered, REVIEWED * draw.factor(0.01));
            long refunds = draw.poisson(ordersPerDay * REFUNDED * draw.factor(0.04));
            long refundedCents = Math.round(refunds * REFUND_USD_CENTS * draw.factor(0.02));
            rows.add(market.code(), delivered, reviewed, refunds, refundedCents);
        }
    }
}
