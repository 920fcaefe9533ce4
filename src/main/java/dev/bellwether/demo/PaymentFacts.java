package dev.bellwether.demo;

import dev.bellwether.demo.Marketplace.Market;
import dev.bellwether.demo.Marketplace.PaymentMethod;
import dev.bellwether.demo.World.Subject;
import java.time.Duration;
import java.time.Instant;

/**
 * Payment intents that ended, those approved and those that broke on the way, and the attempts behind them, by market
 * and method, every five minutes.
 */
record PaymentFacts(World world) implements Facts {

    private static final int SLOTS_PER_HOUR = 12;
    private static final double TECHNICAL_ERRORS = 0.008;
    private static final double AGAIN_AFTER_REFUSAL = 0.8;
    private static final double AGAIN_BEFORE_APPROVAL = 0.04;
    private static final double MEDIAN_USD_CENTS = 1_850;
    private static final double MEDIAN_OF_STOLEN_CARDS_USD_CENTS = 180;

    @Override
    public Table table() {
        return Table.ofDays("agg_payment_5m", Duration.ofMinutes(5), 8);
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
        Draw attemptDraw = world.draw(Subject.ATTEMPTS, number, slotOf(end));
        for (PaymentMethod method : market.methods()) {
            long intents = draw.poisson(mean * method.share() / method.success());
            double success = world.script().paymentSuccess(market, method, end);
            long approved = draw.binomial(intents, success);
            long errors = attemptDraw.binomial(intents - approved, technical(success, method));
            double testing = world.script().cardTesting(market, method, end);
            long attempts = attempts(intents, approved, testing, attemptDraw);
            double median = testing > 0 ? MEDIAN_OF_STOLEN_CARDS_USD_CENTS : MEDIAN_USD_CENTS;
            rows.add(
                    market.code(),
                    method.id(),
                    method.acquirer(),
                    intents,
                    approved,
                    errors,
                    attempts,
                    Math.round(median * attemptDraw.factor(0.03)));
        }
    }

    /** Of the payments that fail, those that broke; what fails more than usual broke. */
    private static double technical(double success, PaymentMethod method) {
        return (TECHNICAL_ERRORS + method.success() - success) / (1 - success);
    }

    private static long attempts(long intents, long approved, double testing, Draw draw) {
        double again = (intents - approved) * AGAIN_AFTER_REFUSAL + approved * AGAIN_BEFORE_APPROVAL;
        return intents + draw.poisson(again) + draw.poisson(testing * (intents + again));
    }
}
