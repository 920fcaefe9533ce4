package dev.bellwether.demo;

import dev.bellwether.demo.Marketplace.Market;
import dev.bellwether.demo.Marketplace.PaymentMethod;
import dev.bellwether.demo.World.Subject;
import java.time.Duration;
import java.time.Instant;

/** Orders sixty days after payment, and those charged back by then, by market and method, for a week. */
record ChargebackFacts(World world) implements Facts {

    @Override
    public Table table() {
        return Table.ofWeeks("agg_chargeback_1w", Duration.ofDays(7), 4);
    }

    @Override
    public void write(Instant end, Rows rows) {
        int series = 0;
        for (Market market : world.marketplace().markets()) {
            for (PaymentMethod method : market.methods()) {
                Draw draw = world.draw(Subject.CHARGEBACKS, series++, slotOf(end));
                long orders = draw.poisson(market.ordersPerHour() * 168 * method.share() * draw.factor(0.02));
                double chargedBack = method.id().equals("card") ? 0.0042 : 0.0015;
                rows.add(market.code(), method.id(), orders, draw.binomial(orders, chargedBack * draw.factor(0.04)));
            }
        }
    }
}
