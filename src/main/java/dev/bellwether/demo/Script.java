package dev.bellwether.demo;

import dev.bellwether.demo.Incident.CardTesting;
import dev.bellwether.demo.Incident.CarrierOutage;
import dev.bellwether.demo.Incident.CustomsHold;
import dev.bellwether.demo.Incident.MarketGrowth;
import dev.bellwether.demo.Incident.PaymentFailure;
import dev.bellwether.demo.Incident.ReviewDrop;
import dev.bellwether.demo.Incident.SellersFallSilent;
import dev.bellwether.demo.Incident.StockOut;
import dev.bellwether.demo.Marketplace.Market;
import dev.bellwether.demo.Marketplace.PaymentMethod;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What happens in the demo, told from its anchor, the first start. Whatever the hour of that start, on the newest
 * closed grains a carrier is down in three markets, customs hold a lane, a category is badly reviewed and another is
 * out of stock, sellers of a tier have gone and a market grows; within a few minutes a visitor sees a payment method
 * fail, and mend, and soon after that stolen cards tried out.
 */
final class Script {

    private static final long FIVE_MINUTES = 300;
    private static final double SECONDS_PER_WEEK = 604_800;

    private final List<CarrierOutage> outages;
    private final List<ReviewDrop> reviewDrops;
    private final List<SellersFallSilent> exoduses;
    private final List<PaymentFailure> paymentFailures;
    private final List<MarketGrowth> surges;
    private final List<StockOut> stockOuts;
    private final List<CustomsHold> customsHolds;
    private final List<CardTesting> cardTestings;

    Script(List<Incident> incidents) {
        outages = only(CarrierOutage.class, incidents);
        reviewDrops = only(ReviewDrop.class, incidents);
        exoduses = only(SellersFallSilent.class, incidents);
        paymentFailures = only(PaymentFailure.class, incidents);
        surges = only(MarketGrowth.class, incidents);
        stockOuts = only(StockOut.class, incidents);
        customsHolds = only(CustomsHold.class, incidents);
        cardTestings = only(CardTesting.class, incidents);
    }

    private static <I extends Incident> List<I> only(Class<I> kind, List<Incident> incidents) {
        return incidents.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** Nothing out of the ordinary. */
    static Script quiet() {
        return new Script(List.of());
    }

    /** The story that is shipped. */
    static Script around(Instant anchor) {
        return new Script(List.of(
                // a grain of six hours may have ended six hours ago; two whole ones lie within the outage even then
                new CarrierOutage(
                        "meridian", Set.of("BR", "ES", "PL"), before(anchor, 30), after(anchor, 3 * 24), 0.80),
                new ReviewDrop("electronics", before(anchor, 4 * 24), after(anchor, 10 * 24), 0.13),
                new StockOut("toys", before(anchor, 20), after(anchor, 2 * 24), 0.085),
                // a parcel is overdue after three days
                new CustomsHold("FR", "silkpost", before(anchor, 66), after(anchor, 3 * 24), 0.45),
                // four weeks of silence are over already in the daily figures of yesterday and the day before
                new SellersFallSilent("gold", before(anchor, 36 * 24), before(anchor, 32 * 24), 0.12),
                new MarketGrowth("IL", before(anchor, 45 * 24), after(anchor, 14 * 24), 0.05),
                paymentFailureSoonAfter(anchor),
                cardTestingLaterThan(anchor)));
    }

    private static Instant before(Instant anchor, int hours) {
        return anchor.minus(Duration.ofHours(hours));
    }

    private static Instant after(Instant anchor, int hours) {
        return anchor.plus(Duration.ofHours(hours));
    }

    /** Fills four slots of five minutes, the first of which ends one to six minutes after the anchor. */
    private static PaymentFailure paymentFailureSoonAfter(Instant anchor) {
        long soon = anchor.getEpochSecond() + 60;
        long firstEnd = Math.floorDiv(soon + FIVE_MINUTES - 1, FIVE_MINUTES) * FIVE_MINUTES;
        Instant from = Instant.ofEpochSecond(firstEnd - FIVE_MINUTES);
        return new PaymentFailure("IN", "upi", from, from.plusSeconds(4 * FIVE_MINUTES), 0.38);
    }

    /** Fills three slots of five minutes, the first of which ends a quarter of an hour after the anchor or later. */
    private static CardTesting cardTestingLaterThan(Instant anchor) {
        long later = anchor.getEpochSecond() + 3 * FIVE_MINUTES;
        Instant from = Instant.ofEpochSecond(Math.floorDiv(later, FIVE_MINUTES) * FIVE_MINUTES);
        return new CardTesting("BR", "card", from, from.plusSeconds(3 * FIVE_MINUTES), 6);
    }

    /** The share of the carrier's usual deliveries that happen. */
    double delivering(String carrier, Market market, Instant at) {
        double delivering = 1;
        for (CarrierOutage outage : outages) {
            if (outage.carrier().equals(carrier) && outage.markets().contains(market.code()) && outage.isOn(at)) {
                delivering *= 1 - outage.stalled();
            }
        }
        return delivering;
    }

    /** Whether an outage of the carrier fell between the two instants. */
    boolean hasOutage(String carrier, Market market, Instant from, Instant to) {
        return outages.stream()
                .anyMatch(outage -> outage.carrier().equals(carrier)
                        && outage.markets().contains(market.code())
                        && outage.from().isBefore(to)
                        && outage.until().isAfter(from));
    }

    /** Added to the share of reviews of the category that have one or two stars. */
    double moreLowStars(String category, Instant at) {
        return reviewDrops.stream()
                .filter(drop -> drop.category().equals(category) && drop.isOn(at))
                .mapToDouble(ReviewDrop::moreLowStars)
                .sum();
    }

    /** Added to the share of product views of the category that meet an offer which cannot be bought. */
    double moreOutOfStock(String category, Instant at) {
        return stockOuts.stream()
                .filter(stockOut -> stockOut.category().equals(category) && stockOut.isOn(at))
                .mapToDouble(StockOut::moreOutOfStock)
                .sum();
    }

    /** The hold of customs on the lane at an instant, if there is one. */
    Optional<CustomsHold> customsHold(Market market, String carrier, Instant at) {
        return customsHolds.stream()
                .filter(hold ->
                        hold.market().equals(market.code()) && hold.carrier().equals(carrier) && hold.isOn(at))
                .findFirst();
    }

    /** Attempts with stolen cards for each attempt of a buyer. */
    double cardTesting(Market market, PaymentMethod method, Instant at) {
        return cardTestings.stream()
                .filter(testing -> testing.market().equals(market.code())
                        && testing.method().equals(method.id())
                        && testing.isOn(at))
                .mapToDouble(CardTesting::attempts)
                .sum();
    }

    /** When sellers of the tier leave, if they do. */
    List<SellersFallSilent> exodusesFrom(String tier) {
        return exoduses.stream().filter(exodus -> exodus.tier().equals(tier)).toList();
    }

    /** The chance that a payment goes through. */
    double paymentSuccess(Market market, PaymentMethod method, Instant at) {
        for (PaymentFailure failure : paymentFailures) {
            if (failure.market().equals(market.code()) && failure.method().equals(method.id()) && failure.isOn(at)) {
                return failure.success();
            }
        }
        return method.success();
    }

    /** The share of the market's usual payments that go through between two instants. */
    double paying(Market market, Instant from, Instant to) {
        double lost = 0;
        for (PaymentFailure failure : paymentFailures) {
            if (failure.market().equals(market.code())) {
                PaymentMethod method = market.method(failure.method());
                lost += method.share() * (1 - failure.success() / method.success()) * overlap(failure, from, to);
            }
        }
        return 1 - lost;
    }

    private static double overlap(Incident incident, Instant from, Instant to) {
        long start = Math.max(from.getEpochSecond(), incident.from().getEpochSecond());
        long end = Math.min(to.getEpochSecond(), incident.until().getEpochSecond());
        return Math.max(0, end - start) / (double) (to.getEpochSecond() - from.getEpochSecond());
    }

    /** How many times its usual size the market has. */
    double growth(Market market, Instant at) {
        double growth = 1;
        for (MarketGrowth surge : surges) {
            if (surge.market().equals(market.code()) && at.isAfter(surge.from())) {
                Instant end = at.isBefore(surge.until()) ? at : surge.until();
                long grown = end.getEpochSecond() - surge.from().getEpochSecond();
                growth *= Math.pow(1 + surge.perWeek(), grown / SECONDS_PER_WEEK);
            }
        }
        return growth;
    }
}
