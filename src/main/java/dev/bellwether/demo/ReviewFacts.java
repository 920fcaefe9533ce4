package dev.bellwether.demo;

import dev.bellwether.demo.Marketplace.Category;
import dev.bellwether.demo.Marketplace.Market;
import dev.bellwether.demo.World.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Reviews by stars, market and category, every six hours. */
record ReviewFacts(World world) implements Facts {

    private static final double REVIEWS_PER_ORDER = 0.25;

    @Override
    public Table table() {
        return Table.ofWeeks("agg_review_6h", Duration.ofHours(6), 7);
    }

    @Override
    public void write(Instant end, Rows rows) {
        List<Category> categories = world.marketplace().categories();
        for (int number = 0; number < categories.size(); number++) {
            Category category = categories.get(number);
            double mood = world.draw(Subject.REVIEW_MOOD, number, slotOf(end)).factor(0.06);
            double lowStars = category.lowStars() * mood + world.script().moreLowStars(category.id(), end);
            for (int market = 0; market < world.marketplace().markets().size(); market++) {
                Draw draw = world.draw(Subject.REVIEWS, 100L * number + market, slotOf(end));
                write(world.marketplace().markets().get(market), category, lowStars, middleOf(end), draw, rows);
            }
        }
    }

    private void write(Market market, Category category, double lowStars, Instant at, Draw draw, Rows rows) {
        double orders = market.ordersPerHour()
                * grain().toHours()
                * category.share()
                * world.script().growth(market, at);
        long reviews = draw.poisson(orders * Season.of(Segment.CONSUMER, market, at) * REVIEWS_PER_ORDER);
        long low = draw.binomial(reviews, lowStars);
        long one = draw.binomial(low, 0.64);
        long three = draw.binomial(reviews - low, 0.09);
        long four = draw.binomial(reviews - low - three, 0.24);
        rows.add(market.code(), category.id(), one, low - one, three, four, reviews - low - three - four);
    }
}
