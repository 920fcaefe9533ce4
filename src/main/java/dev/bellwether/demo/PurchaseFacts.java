package dev.bellwether.demo;

import dev.bellwether.demo.Marketplace.Category;
import dev.bellwether.demo.World.Subject;
import java.time.Duration;
import java.time.Instant;

/** Orders, buyers and money by market, segment and category, each hour. */
record PurchaseFacts(World world) implements Facts {

    /** Orders of a buyer who bought in the same hour already. */
    private static final double SECOND_ORDERS = 0.07;

    private static final double BASKET_SPREAD = 1.1;

    @Override
    public String table() {
        return "agg_purchase_1h";
    }

    @Override
    public Duration grain() {
        return Duration.ofHours(1);
    }

    @Override
    public Duration kept() {
        return Duration.ofDays(70);
    }

    @Override
    public int columns() {
        return 6;
    }

    @Override
    public void write(Instant end, Rows rows) {
        for (int market = 0; market < world.marketplace().markets().size(); market++) {
            for (Segment segment : Segment.values()) {
                write(end, market, segment, rows);
            }
        }
    }

    private void write(Instant end, int market, Segment segment, Rows rows) {
        String code = world.marketplace().markets().get(market).code();
        Draw draw = world.draw(Subject.BASKETS, 2L * market + segment.ordinal(), slotOf(end));
        long left = world.orders(market, segment, end);
        double shareLeft = 1;
        for (Category category : world.marketplace().categories()) {
            long orders = draw.binomial(left, Math.min(1, category.share() / shareLeft));
            left -= orders;
            shareLeft -= category.share();
            long buyers = orders - draw.binomial(orders, SECOND_ORDERS);
            rows.add(code, segment.id(), category.id(), orders, buyers, gmvCents(orders, category, segment, draw));
        }
    }

    private static long gmvCents(long orders, Category category, Segment segment, Draw draw) {
        if (orders == 0) {
            return 0;
        }
        double basket = category.basketUsd() * segment.basketFactor();
        double mean = basket * (1 + BASKET_SPREAD * draw.gaussian() / Math.sqrt(orders));
        return Math.round(100 * orders * Math.max(basket / 4, mean));
    }
}
