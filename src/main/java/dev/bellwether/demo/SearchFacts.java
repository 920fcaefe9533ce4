package dev.bellwether.demo;

import dev.bellwether.demo.Marketplace.Market;
import dev.bellwether.demo.World.Subject;
import java.time.Duration;
import java.time.Instant;

/** Searches, and those that found nothing, by market and platform, every quarter of an hour. */
record SearchFacts(World world) implements Facts {

    private static final double SEARCHES_PER_ORDER = 55;
    private static final double EMPTY = 0.045;

    @Override
    public Table table() {
        return Table.ofDays("agg_search_15m", Duration.ofMinutes(15), 4);
    }

    @Override
    public void write(Instant end, Rows rows) {
        for (int market = 0; market < world.marketplace().markets().size(); market++) {
            write(end, market, 0, "app", 0.75, rows);
            write(end, market, 1, "web", 0.25, rows);
        }
    }

    private void write(Instant end, int number, int platform, String name, double share, Rows rows) {
        Market market = world.marketplace().markets().get(number);
        Instant middle = middleOf(end);
        Draw draw = world.draw(Subject.SEARCHES, 2L * number + platform, slotOf(end));
        double mean = market.ordersPerHour()
                / 4
                * SEARCHES_PER_ORDER
                * share
                * Season.of(market, middle)
                * world.script().growth(market, middle)
                * world.demand(number, middle);
        long searches = draw.poisson(mean * draw.factor(0.02));
        // fewer words of a small language are in the index
        double empty = EMPTY * (1 + 0.04 * number) * draw.factor(0.03);
        rows.add(market.code(), name, searches, draw.binomial(searches, empty));
    }
}
