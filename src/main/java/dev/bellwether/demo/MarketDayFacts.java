package dev.bellwether.demo;

import dev.bellwether.demo.Marketplace.Market;
import dev.bellwether.demo.World.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/**
 * Orders and money of each market, each day: the sum of its hours, kept for longer than they are; beside them what its
 * ten largest sellers sold, and the orders of the day 52 weeks before.
 */
record MarketDayFacts(World world) implements Facts {

    private static final int HOURS = 24;
    private static final double TOP_TEN = 0.045;
    private static final double TOP_TEN_OF_A_TINY_MARKET = 0.5;

    @Override
    public Table table() {
        return new Table("agg_market_1d", Duration.ofDays(1), Duration.ofDays(18 * 7), 5);
    }

    @Override
    public void write(Instant end, Rows rows) {
        for (int number = 0; number < world.marketplace().markets().size(); number++) {
            write(end, number, rows);
        }
    }

    private void write(Instant end, int number, Rows rows) {
        Market market = world.marketplace().markets().get(number);
        long orders = 0;
        long gmvCents = 0;
        for (int hour = 0; hour < HOURS; hour++) {
            for (Segment segment : Segment.values()) {
                Purchases purchases = Purchases.of(world, number, segment, end.minus(Duration.ofHours(hour)));
                orders += Arrays.stream(purchases.orders()).sum();
                gmvCents += Arrays.stream(purchases.gmvCents()).sum();
            }
        }
        double share = TOP_TEN + TOP_TEN_OF_A_TINY_MARKET / Math.sqrt(market.ordersPerHour());
        double topCents = gmvCents
                * share
                * world.draw(Subject.TOP_SELLERS, number, slotOf(end)).factor(0.03);
        Draw draw = world.draw(Subject.YEAR_BEFORE, number, slotOf(end));
        double yearBefore = market.ordersPerHour() * HOURS / market.growthInYear() * draw.factor(0.03);
        rows.add(market.code(), orders, gmvCents, Math.round(topCents), draw.poisson(yearBefore));
    }
}
