package dev.bellwether.demo;

import dev.bellwether.demo.World.Subject;
import java.time.Duration;
import java.time.Instant;

/** Orders, money and what the marketplace earns of it by market and category, each day: the sum of the hours of {@link PurchaseFacts}. */
record CategoryFacts(World world) implements Facts {

    private static final int HOURS = 24;

    @Override
    public Table table() {
        return Table.ofWeeks("agg_category_1d", Duration.ofDays(1), 5);
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
        Draw draw = world.draw(Subject.FEES, market, slotOf(end));
        for (int i = 0; i < orders.length; i++) {
            long feeCents = Math.round(gmvCents[i] * categories.get(i).fee() * draw.factor(0.01));
            rows.add(code, categories.get(i).id(), orders[i], gmvCents[i], feeCents);
        }
    }

    private static void add(long[] some, long[] sums) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += some[i];
        }
    }
}
