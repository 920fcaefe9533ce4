package dev.bellwether.demo;

import dev.bellwether.demo.Marketplace.Category;
import dev.bellwether.demo.World.Subject;
import java.time.Duration;
import java.time.Instant;

/** Orders thirty days after shipping, and those disputed by then, by category, for a week. */
record LateDisputeFacts(World world) implements Facts {

    /** Disputes within thirty days for each within ten. */
    private static final double LATE_DISPUTES = 1.55;

    @Override
    public Table table() {
        return Table.ofWeeks("agg_dispute_1w", Duration.ofDays(7), 3);
    }

    @Override
    public void write(Instant end, Rows rows) {
        double orders = world.marketplace().markets().stream()
                .mapToDouble(market -> market.ordersPerHour() * 168)
                .sum();
        int series = 0;
        for (Category category : world.marketplace().categories()) {
            Draw draw = world.draw(Subject.LATE_DISPUTES, series++, slotOf(end));
            long shipped = draw.poisson(orders * category.share() * draw.factor(0.02));
            double disputed = category.disputes() * LATE_DISPUTES * draw.factor(0.03);
            rows.add(category.id(), shipped, draw.binomial(shipped, disputed));
        }
    }
}
