package dev.bellwether.demo;

import dev.bellwether.demo.Marketplace.Market;
import java.time.Instant;

/** The marketplace, what befalls it, and the seed of its chance: everything that the facts are made of. */
record World(Marketplace marketplace, Script script, long seed) {

    private static final long HOUR = 3_600;
    private static final long DAY = 86_400;

    /** What a number is drawn for; the order is part of the seed. */
    enum Subject {
        DAY_DEMAND,
        HOUR_DEMAND,
        ORDERS,
        BASKETS,
        SESSIONS,
        PAYMENTS,
        PARCELS,
        SCANS,
        HANDOVERS,
        REVIEWS,
        REVIEW_MOOD,
        DISPUTES,
        DISPUTE_MOOD,
        BUYERS,
        SELLER_DAYS,
        SELLER_PAUSES,
        SELLER_LEAVES,
        LOADS,
        LONG_BUYERS,
        SEARCHES,
        OFFERS,
        VIEWS,
        LISTINGS,
        CAMPAIGNS,
        RISKS,
        CURRENCIES,
        ATTEMPTS,
        CUSTOMS,
        PROMISES,
        FIRST_SCANS,
        AFTERSALES,
        LATE_DISPUTES,
        DEFECTS,
        CHARGEBACKS,
        REPEATS,
        ACTIVATIONS,
        CANCELS,
        TOP_SELLERS,
        YEAR_BEFORE,
        FEES,
        SELLER_STAYS,
        SELLER_SIZES,
        SELLER_WORK
    }

    Draw draw(Subject subject, long series, long slot) {
        return new Draw(seed, subject.ordinal(), series, slot);
    }

    /** How lively a market happens to be at an instant, around 1: the same for its visits and its purchases. */
    double demand(int market, Instant at) {
        long second = at.getEpochSecond();
        return draw(Subject.DAY_DEMAND, market, second / DAY).factor(0.03)
                * draw(Subject.HOUR_DEMAND, market, second / HOUR).factor(0.03);
    }

    /** Orders paid in the hour that ends at {@code end}. */
    long orders(int marketNumber, Segment segment, Instant end) {
        Market market = marketplace.markets().get(marketNumber);
        Instant start = end.minusSeconds(HOUR);
        Instant middle = end.minusSeconds(HOUR / 2);
        double mean = market.ordersPerHour()
                * segment.shareIn(market)
                * Season.of(segment, market, middle)
                * script.growth(market, middle)
                * script.paying(market, start, end)
                * demand(marketNumber, middle);
        return draw(Subject.ORDERS, 2L * marketNumber + segment.ordinal(), end.getEpochSecond() / HOUR)
                .poisson(mean);
    }
}
