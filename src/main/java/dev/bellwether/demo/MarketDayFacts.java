package dev.bellwether.demo;

import java.time.Duration;
import java.time.Instant;

/** Orders of each market, each day: the sum of its hours, kept for longer than they are. */
record MarketDayFacts(World world) implements Facts {

    @Override
    public String table() {
        return "agg_market_1d";
    }

    @Override
    public Duration grain() {
        return Duration.ofDays(1);
    }

    @Override
    public Duration kept() {
        return Duration.ofDays(18 * 7);
    }

    @Override
    public int columns() {
        return 2;
    }

    @Override
    public void write(Instant end, Rows rows) {
        for (int market = 0; market < world.marketplace().markets().size(); market++) {
            rows.add(world.marketplace().markets().get(market).code(), ordersOfDay(market, end));
        }
    }

    private long ordersOfDay(int market, Instant end) {
        long orders = 0;
        for (int hour = 0; hour < 24; hour++) {
            Instant hourEnd = end.minus(Duration.ofHours(hour));
            for (Segment segment : Segment.values()) {
                orders += world.orders(market, segment, hourEnd);
            }
        }
        return orders;
    }
}
