package dev.bellwether.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/** Orders and money by market and segment, each hour. */
record PurchaseFacts(World world) implements Facts {

    @Override
    public Table table() {
        return Table.ofWeeks("agg_purchase_1h", Duration.ofHours(1), 4);
    }

    @Override
    public void write(Instant end, Rows rows) {
        for (int market = 0; market < world.marketplace().markets().size(); market++) {
            String code = world.marketplace().markets().get(market).code();
            for (Segment segment : Segment.values()) {
                Purchases purchases = Purchases.of(world, market, segment, end);
                long orders = Arrays.stream(purchases.orders()).sum();
                rows.add(
                        code,
                        segment.id(),
                        orders,
                        Arrays.stream(purchases.gmvCents()).sum());
            }
        }
    }
}
