package dev.bellwether.demo;

import dev.bellwether.demo.Marketplace.Category;
import dev.bellwether.demo.World.Subject;
import java.time.Duration;
import java.time.Instant;

/**
 * Offers by category, every quarter of an hour: how many are live, whose price jumped, orders taken on mispriced ones,
 * and the category's largest sellers with those of them who sell nothing any more.
 */
record OfferFacts(World world) implements Facts {

    private static final double LIVE = 2_400_000;
    private static final double JUMPED = 0.0011;
    private static final int KEY_SELLERS = 50;

    @Override
    public Table table() {
        return Table.ofDays("agg_offer_15m", Duration.ofMinutes(15), 6);
    }

    @Override
    public void write(Instant end, Rows rows) {
        int number = 0;
        for (Category category : world.marketplace().categories()) {
            Draw draw = world.draw(Subject.OFFERS, number++, slotOf(end));
            long live = Math.round(LIVE * category.share() * draw.factor(0.002));
            long jumped = draw.binomial(live, JUMPED * draw.factor(0.05));
            // on ordinary days nobody sells below cost, and who is large sells every day
            rows.add(category.id(), live, jumped, 0, KEY_SELLERS, 0);
        }
    }
}
