package dev.bellwether.demo;

import dev.bellwether.demo.Marketplace.Market;
import dev.bellwether.demo.Marketplace.SellerTier;
import dev.bellwether.demo.World.Subject;
import java.time.Duration;
import java.time.Instant;

/** Orders due at the carrier, and those late, by market and tier of seller, each day. */
record HandoverFacts(World world) implements Facts {

    @Override
    public Table table() {
        return Table.ofWeeks("agg_handover_1d", Duration.ofDays(1), 4);
    }

    @Override
    public void write(Instant end, Rows rows) {
        int series = 0;
        for (Market market : world.marketplace().markets()) {
            for (SellerTier tier : world.marketplace().tiers()) {
                Draw draw = world.draw(Subject.HANDOVERS, series++, slotOf(end));
                double mean = market.ordersPerHour() * 24 * tier.orderShare() * Season.ofSellers(middleOf(end));
                long due = draw.poisson(mean * world.script().growth(market, middleOf(end)) * draw.factor(0.03));
                rows.add(market.code(), tier.id(), due, draw.binomial(due, tier.late() * draw.factor(0.06)));
            }
        }
    }
}
