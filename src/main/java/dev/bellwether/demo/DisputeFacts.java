package dev.bellwether.demo;

import dev.bellwether.demo.Marketplace.Category;
import dev.bellwether.demo.Marketplace.Market;
import dev.bellwether.demo.World.Subject;
import java.time.Duration;
import java.time.Instant;

/** Orders ten days after shipping, and those disputed by then, by market and category, each day. */
record DisputeFacts(World world) implements Facts {

    @Override
    public Table table() {
        return Table.ofWeeks("agg_dispute_1d", Duration.ofDays(1), 4);
    }

    @Override
    public void write(Instant end, Rows rows) {
        for (int number = 0; number < world.marketplace().markets().size(); number++) {
            Market market = world.marketplace().markets().get(number);
            double mood = world.draw(Subject.DISPUTE_MOOD, number, slotOf(end)).factor(0.04);
            Draw draw = world.draw(Subject.DISPUTES, number, slotOf(end));
            for (Category category : world.marketplace().categories()) {
                double mean = market.ordersPerHour() * 24 * category.share();
                long shipped = draw.poisson(mean * world.script().growth(market, middleOf(end)) * draw.factor(0.03));
                rows.add(market.code(), category.id(), shipped, draw.binomial(shipped, category.disputes() * mood));
            }
        }
    }
}
