package dev.bellwether.demo;

import dev.bellwether.demo.Marketplace.Category;
import dev.bellwether.demo.World.Subject;
import java.time.Instant;
import java.util.List;

/**
 * What one segment of one market bought in an hour, by category in the marketplace's order. Every table that counts
 * purchases adds these up, so they agree to the cent.
 */
record Purchases(long[] orders, long[] gmvCents) {

    private static final double BASKET_SPREAD = 1.1;
    private static final long HOUR = 3_600;

    static Purchases of(World world, int market, Segment segment, Instant hourEnd) {
        List<Category> categories = world.marketplace().categories();
        Draw draw = world.draw(Subject.BASKETS, 2L * market + segment.ordinal(), hourEnd.getEpochSecond() / HOUR);
        var purchases = new Purchases(new long[categories.size()], new long[categories.size()]);
        long left = world.orders(market, segment, hourEnd);
        double shareLeft = 1;
        for (int i = 0; i < categories.size(); i++) {
            Category category = categories.get(i);
            long orders = draw.binomial(left, Math.min(1, category.share() / shareLeft));
            purchases.orders[i] = orders;
            purchases.gmvCents[i] = gmvCents(orders, category.basketUsd() * segment.basketFactor(), draw);
            left -= orders;
            shareLeft -= category.share();
        }
        return purchases;
    }

    private static long gmvCents(long orders, double basketUsd, Draw draw) {
        if (orders == 0) {
            return 0;
        }
        double mean = basketUsd * (1 + BASKET_SPREAD * draw.gaussian() / Math.sqrt(orders));
        return Math.round(100 * orders * Math.max(basketUsd / 4, mean));
    }
}
