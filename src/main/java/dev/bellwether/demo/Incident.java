package dev.bellwether.demo;

import java.time.Instant;
import java.util.Set;

/** Something that goes wrong (or, once, well) in the simulated marketplace between two instants. */
sealed interface Incident {

    Instant from();

    /** When it is over; effects that need time to fade fade after it. */
    Instant until();

    default boolean isOn(Instant at) {
        return at.isAfter(from()) && !at.isAfter(until());
    }

    /** @param stalled the share of the carrier's deliveries that does not happen */
    record CarrierOutage(String carrier, Set<String> markets, Instant from, Instant until, double stalled)
            implements Incident {
        public CarrierOutage {
            markets = Set.copyOf(markets);
        }
    }

    /** @param moreLowStars added to the share of reviews with one or two stars */
    record ReviewDrop(String category, Instant from, Instant until, double moreLowStars) implements Incident {}

    /**
     * Some sellers of a tier do their last business between the two instants and are not seen again.
     *
     * @param share of the tier's sellers
     */
    record SellersFallSilent(String tier, Instant from, Instant until, double share) implements Incident {}

    /** @param success the payments that still go through */
    record PaymentFailure(String market, String method, Instant from, Instant until, double success)
            implements Incident {}

    /** @param moreOutOfStock added to the share of product views that meet an offer which cannot be bought */
    record StockOut(String category, Instant from, Instant until, double moreOutOfStock) implements Incident {}

    /** @param releasing the share of a lane's usual releases from customs that still happen */
    record CustomsHold(String market, String carrier, Instant from, Instant until, double releasing)
            implements Incident {}

    /** @param attempts payment attempts with stolen cards for each attempt of a buyer; next to none goes through */
    record CardTesting(String market, String method, Instant from, Instant until, double attempts)
            implements Incident {}

    /** @param perWeek growth of the orders, such as 0.05 */
    record MarketGrowth(String market, Instant from, Instant until, double perWeek) implements Incident {}
}
