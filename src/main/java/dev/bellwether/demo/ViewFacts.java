package dev.bellwether.demo;

import dev.bellwether.demo.Marketplace.Category;
import dev.bellwether.demo.Marketplace.Market;
import dev.bellwether.demo.World.Subject;
import java.time.Duration;
import java.time.Instant;

/** Product views by category, and those that met an offer which could not be bought, each hour. */
record ViewFacts(World world) implements Facts {

    private static final double VIEWS_PER_ORDER = 70;

    @Override
    public Table table() {
        return Table.ofWeeks("agg_view_1h", Duration.ofHours(1), 3);
    }

    @Override
    public void write(Instant end, Rows rows) {
        double orders = 0;
        for (int number = 0; number < world.marketplace().markets().size(); number++) {
            Market market = world.marketplace().markets().get(number);
            orders += market.ordersPerHour()
                    * Season.of(market, middleOf(end))
                    * world.script().growth(market, middleOf(end));
        }
        int number = 0;
        for (Category category : world.marketplace().categories()) {
            Draw draw = world.draw(Subject.VIEWS, number++, slotOf(end));
            long views = draw.poisson(orders * category.share() * VIEWS_PER_ORDER * draw.factor(0.02));
            double unavailable =
                    category.outOfStock() * draw.factor(0.04) + world.script().moreOutOfStock(category.id(), end);
            rows.add(category.id(), views, draw.binomial(views, unavailable));
        }
    }
}
