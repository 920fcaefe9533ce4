package dev.bellwether.demo;

import dev.bellwether.demo.Marketplace.Market;
import dev.bellwether.demo.Marketplace.SellerTier;
import dev.bellwether.demo.World.Subject;
import java.time.Duration;
import java.time.Instant;

/** Orders thirty days after payment, and those with a defect by then, by market and tier of seller, for a week. */
record DefectFacts(World world) implements Facts {

    @Override
    public Table table() {
        return Table.ofWeeks("agg_order_defect_1w", Duration.ofDays(7), 4);
    }

    @Override
    public void write(Instant end, Rows rows) {
        int series = 0;
        for (Market market : world.marketplace().markets()) {
            for (SellerTier tier : world.marketplace().tiers()) {
                Draw draw = world.draw(Subject.DEFECTS, series++, slotOf(end));
                long orders = draw.poisson(market.ordersPerHour() * 168 * tier.orderShare() * draw.factor(0.02));
                double defect = (0.003 + 0.16 * tier.late()) * draw.factor(0.04);
                rows.add(market.code(), tier.id(), orders, draw.binomial(orders, defect));
            }
        }
    }
}
