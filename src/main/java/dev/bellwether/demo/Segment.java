package dev.bellwether.demo;

import java.util.Locale;

/** Who buys: two thirds are consumers, one third small merchants who buy on weekdays, and four times as much. */
enum Segment {
    CONSUMER(1),
    SMALL_MERCHANT(4);

    private final double basketFactor;

    Segment(double basketFactor) {
        this.basketFactor = basketFactor;
    }

    /** The share of the market's buyers, and of its orders. */
    double shareIn(Marketplace.Market market) {
        return this == CONSUMER ? 1 - market.merchantShare() : market.merchantShare();
    }

    /** What this segment spends on an order, against a consumer. */
    double basketFactor() {
        return basketFactor;
    }

    String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
