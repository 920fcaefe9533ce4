package dev.bellwether.demo;

import dev.bellwether.demo.Marketplace.Category;
import dev.bellwether.demo.World.Subject;
import java.time.Duration;
import java.time.Instant;

/** Sellers who joined in a week a month ago, and those who have sold something, by category. */
record ActivationFacts(World world) implements Facts {

    private static final double JOIN_IN_A_WEEK = 5_200;
    private static final double SELL = 0.31;

    @Override
    public Table table() {
        return Table.ofWeeks("agg_activation_1w", Duration.ofDays(7), 3);
    }

    @Override
    public void write(Instant end, Rows rows) {
        int series = 0;
        for (Category category : world.marketplace().categories()) {
            Draw draw = world.draw(Subject.ACTIVATIONS, series++, slotOf(end));
            long joined = draw.poisson(JOIN_IN_A_WEEK * category.share() * draw.factor(0.03));
            rows.add(category.id(), joined, draw.binomial(joined, SELL * draw.factor(0.03)));
        }
    }
}
