package dev.bellwether.demo;

import dev.bellwether.demo.Marketplace.Category;
import dev.bellwether.demo.Marketplace.SellerTier;
import dev.bellwether.demo.World.Subject;
import java.time.Duration;
import java.time.Instant;

/** Orders due at the carrier, and those their seller cancelled instead, by category and tier, each day. */
record CancelFacts(World world) implements Facts {

    @Override
    public Table table() {
        return Table.ofWeeks("agg_cancel_1d", Duration.ofDays(1), 4);
    }

    @Override
    public void write(Instant end, Rows rows) {
        double ordersPerDay = world.marketplace().markets().stream()
                .mapToDouble(
                        market -> market.ordersPerHour() * 24 * world.script().growth(market, middleOf(end)))
                .sum();
        int series = 0;
        for (Category category : world.marketplace().categories()) {
            for (SellerTier tier : world.marketplace().tiers()) {
                Draw draw = world.draw(Subject.CANCELS, series++, slotOf(end));
                double mean = ordersPerDay * category.share() * tier.orderShare() * Season.ofSellers(middleOf(end));
                long due = draw.poisson(mean * draw.factor(0.03));
                // who ships late also runs out of stock: between one and two in a hundred
                double cancelled = (0.006 + 0.15 * tier.late()) * draw.factor(0.05);
                rows.add(category.id(), tier.id(), due, draw.binomial(due, cancelled));
            }
        }
    }
}
