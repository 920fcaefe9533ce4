package dev.bellwether.demo;

import dev.bellwether.demo.Marketplace.Market;
import dev.bellwether.demo.World.Subject;
import java.time.Duration;
import java.time.Instant;

/** Orders submitted, and those that risk control refused, by market, every quarter of an hour. */
record RiskFacts(World world) implements Facts {

    private static final double BLOCKED = 0.013;

    @Override
    public Table table() {
        return Table.ofDays("agg_risk_15m", Duration.ofMinutes(15), 3);
    }

    @Override
    public void write(Instant end, Rows rows) {
        for (int number = 0; number < world.marketplace().markets().size(); number++) {
            Market market = world.marketplace().markets().get(number);
            Instant middle = middleOf(end);
            Draw draw = world.draw(Subject.RISKS, number, slotOf(end));
            double mean = market.ordersPerHour()
                    / 4
                    * Season.of(market, middle)
                    * world.script().growth(market, middle)
                    * world.demand(number, middle);
            long submitted = draw.poisson(mean / (1 - BLOCKED));
            rows.add(market.code(), submitted, draw.binomial(submitted, BLOCKED * draw.factor(0.05)));
        }
    }
}
