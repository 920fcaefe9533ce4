package dev.bellwether.demo;

import dev.bellwether.demo.Marketplace.Market;
import dev.bellwether.demo.Marketplace.PaymentMethod;
import dev.bellwether.demo.World.Subject;
import java.time.Duration;
import java.time.Instant;

/** Payment intents that ended, and those approved, by market and method, every five minutes. */
record PaymentFacts(World world) implements Facts {

    private static final int SLOTS_PER_HOUR = 12;

    @Override
    public String table() {
        return "agg_payment_5m";
    }

    @Override
    public Duration grain() {
        return Duration.ofMinutes(5);
    }

    @Override
    public Duration kept() {
        return Duration.ofDays(15);
    }

    @Override
    public int columns() {
        return 4;
    }

    @Override
    public void write(Instant end, Rows rows) {
        for (int market = 0; market < world.marketplace().markets().size(); market++) {
            write(end, market, rows);
        }
    }

    private void write(Instant end, int number, Rows rows) {
        Market market = world.marketplace().markets().get(number);
        Instant middle = middleOf(end);
        double mean = market.ordersPerHour()
                / SLOTS_PER_HOUR
                * Season.of(market, middle)
                * world.script().growth(market, middle)
                * world.demand(number, middle);
        Draw draw = world.draw(Subject.PAYMENTS, number, slotOf(end));
        for (PaymentMethod method : market.methods()) {
            long intents = draw.poisson(mean * method.share() / method.success());
            long approved = draw.binomial(intents, world.script().paymentSuccess(market, method, end));
            rows.add(market.code(), method.id(), intents, approved);
        }
    }
}
