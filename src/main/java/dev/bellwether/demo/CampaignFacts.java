package dev.bellwether.demo;

import dev.bellwether.demo.Marketplace.Market;
import dev.bellwether.demo.World.Subject;
import java.time.Duration;
import java.time.Instant;

/**
 * What a campaign sells against its plan, and what its coupons cost, by market, every quarter of an hour. One campaign
 * runs every day of the year.
 */
record CampaignFacts(World world) implements Facts {

    private static final String CAMPAIGN = "daily_deals";
    private static final double SHARE_OF_ORDERS = 0.12;
    private static final double ORDER_USD_CENTS = 2_600;
    private static final double DISCOUNT = 0.07;

    @Override
    public Table table() {
        return Table.ofDays("agg_campaign_15m", Duration.ofMinutes(15), 9);
    }

    @Override
    public void write(Instant end, Rows rows) {
        for (int market = 0; market < world.marketplace().markets().size(); market++) {
            write(end, market, rows);
        }
    }

    private void write(Instant end, int number, Rows rows) {
        Market market = world.marketplace().markets().get(number);
        Instant middle = middleOf(end);
        Draw draw = world.draw(Subject.CAMPAIGNS, number, slotOf(end));
        double anHour =
                market.ordersPerHour() * SHARE_OF_ORDERS * world.script().growth(market, middle);
        double planned = anHour / 4 * Season.of(market, middle);
        long orders = draw.poisson(planned * world.demand(number, middle));
        long gmvCents = Math.round(orders * ORDER_USD_CENTS * draw.factor(0.03));
        long discountCents = Math.round(gmvCents * DISCOUNT * draw.factor(0.04));
        // the most used coupon gives half of the discount
        long budgetCents = Math.round(anHour * 24 * ORDER_USD_CENTS * DISCOUNT * 0.6);
        rows.add(
                market.code(),
                CAMPAIGN,
                orders,
                Math.round(planned),
                gmvCents,
                Math.round(planned * ORDER_USD_CENTS),
                discountCents,
                discountCents / 2,
                budgetCents);
    }
}
