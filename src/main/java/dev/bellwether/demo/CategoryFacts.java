package dev.bellwether.demo;

import java.time.Duration;
import java.time.Instant;

/** Orders and money by market and category, each day: the sum of the hours of {@link PurchaseFacts}. */
record CategoryFacts(World world) implements Facts {

    private static final int HOURS = 24;

    @Override
    public String table() {
        return "agg_category_1d";
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
        return 4;
    }

    @Override
    public void write(Instant end, Rows rows) {
        for (int market = 0; market < world.marketplace().markets().size(); market++) {
            write(end, market, rows);
        }
    }

    private void write(Instant end, int market, Rows rows) {
        var categories = world.marketplace().categories();
        long[] orders = new long[categories.size()];
        long[] gmvCents = new long[categories.size()];
        for (int hour = 0; hour < HOURS; hour++) {
            for (Segment segment : Segment.values()) {
                Purchases purchases = Purchases.of(world, market, segment, end.minus(Duration.ofHours(hour)));
                add(purchases.orders(), orders);
                add(purchases.gmvCents(), gmvCents);
            }
        }
        String code = world.marketplace().markets().get(market).code();
        for (int i = 0; i < orders.length; i++) {
            rows.add(code, categories.get(i).id(), orders[i], gmvCents[i]);
        }
    }

    private static void add(long[] some, long[] sums) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += some[i];
        }
    }
}
