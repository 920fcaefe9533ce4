package dev.bellwether.demo;

import dev.bellwether.demo.Marketplace.Market;
import dev.bellwether.demo.World.Subject;
import java.time.Duration;
import java.time.Instant;

/** The way from a visit to a paid order by market and platform, each hour. */
record SessionFacts(World world) implements Facts {

    private static final double VIEWING = 0.85;
    private static final double CHECKING_OUT = 0.55;
    private static final double PAYING = 0.64;
    private static final double FROM_ADS = 0.30;
    private static final double PAID_FROM_ADS = 0.18;

    @Override
    public Table table() {
        return Table.ofWeeks("agg_session_1h", Duration.ofHours(1), 9);
    }

    @Override
    public void write(Instant end, Rows rows) {
        for (int market = 0; market < world.marketplace().markets().size(); market++) {
            write(end, market, 0, "app", 0.75, 1, rows);
            write(end, market, 1, "web", 0.25, 0.6, rows);
        }
    }

    private void write(
            Instant end, int number, int platform, String name, double orderShare, double conversionFactor, Rows rows) {
        Market market = world.marketplace().markets().get(number);
        Instant middle = middleOf(end);
        Draw draw = world.draw(Subject.SESSIONS, 2L * number + platform, slotOf(end));
        double conversion = market.conversion() * conversionFactor;
        double mean = market.ordersPerHour()
                * orderShare
                / conversion
                * Season.of(market, middle)
                * world.script().growth(market, middle)
                * world.demand(number, middle);
        long sessions = draw.poisson(mean * draw.factor(0.02));
        long viewed = draw.binomial(sessions, VIEWING * draw.factor(0.01));
        double carting = conversion / (VIEWING * CHECKING_OUT * PAYING);
        long carted = draw.binomial(viewed, carting * draw.factor(0.02));
        long checkouts = draw.binomial(carted, CHECKING_OUT * draw.factor(0.015));
        double paying = PAYING * world.script().paying(market, end.minus(grain()), end);
        long paid = draw.binomial(checkouts, paying * draw.factor(0.01));
        long fromAds = draw.binomial(sessions, FROM_ADS * draw.factor(0.02));
        long paidFromAds = draw.binomial(paid, PAID_FROM_ADS * draw.factor(0.02));
        rows.add(market.code(), name, sessions, viewed, carted, checkouts, paid, fromAds, paidFromAds);
    }
}
