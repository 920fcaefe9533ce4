package dev.bellwether.demo;

import java.time.DayOfWeek;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;

/**
 * The world that the demo simulates: a cross-border marketplace on ordinary days. How much of everything there is at an
 * hour is {@link Season}; what goes wrong is an {@link Incident}.
 *
 * @param carriers each runs one lane to every market
 */
record Marketplace(List<Market> markets, List<Carrier> carriers, List<Category> categories, List<SellerTier> tiers) {

    private static final Set<DayOfWeek> SAT_SUN = Set.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);
    private static final Set<DayOfWeek> FRI_SAT = Set.of(DayOfWeek.FRIDAY, DayOfWeek.SATURDAY);

    Marketplace {
        markets = List.copyOf(markets);
        carriers = List.copyOf(carriers);
        categories = List.copyOf(categories);
        tiers = List.copyOf(tiers);
    }

    /**
     * Where buyers are.
     *
     * @param ordersPerHour paid orders in an average hour of the week
     * @param merchantShare small merchants among its buyers, about a third
     * @param conversion paid sessions among all sessions of the app
     * @param growthInYear orders now against those of a year before
     * @param weekend its days off
     */
    record Market(
            String code,
            String title,
            String region,
            String currency,
            ZoneId zone,
            double ordersPerHour,
            double merchantShare,
            double conversion,
            double growthInYear,
            Set<DayOfWeek> weekend,
            List<PaymentMethod> methods) {
        Market {
            weekend = Set.copyOf(weekend);
            methods = List.copyOf(methods);
        }

        PaymentMethod method(String id) {
            return methods.stream()
                    .filter(method -> method.id().equals(id))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /**
     * A way to pay in one market.
     *
     * @param acquirer whom it is routed to; most acquirers serve several markets
     * @param share of the market's payments
     * @param success payments approved in the end
     */
    record PaymentMethod(String id, String acquirer, double share, double success) {}

    /**
     * A logistics partner.
     *
     * @param share of the parcels of each market
     * @param promisedDays what buyers are told at checkout; across the Pacific it is half as much again
     */
    record Carrier(String id, double share, int promisedDays) {
        int promisedDaysTo(Market market) {
            return market.region().equals("America") ? promisedDays * 3 / 2 : promisedDays;
        }
    }

    /**
     * What is sold.
     *
     * @param share of the orders
     * @param basketUsd an average consumer's order; a small merchant's is four times as much
     * @param lowStars reviews with one or two stars
     * @param disputes orders disputed within ten days of shipping
     * @param fee what the marketplace earns of an order's value
     * @param outOfStock product views that meet an offer which cannot be bought
     */
    record Category(
            String id,
            double share,
            double basketUsd,
            double lowStars,
            double disputes,
            double fee,
            double outOfStock) {}

    /**
     * Sellers of one standing.
     *
     * @param dailyActivity the chance that a seller sells or lists anything on a given day
     * @param orderShare of all orders
     * @param late orders that miss their ship-by time
     * @param daysOfLife how long a seller stays before another takes the place
     */
    record SellerTier(String id, int sellers, double dailyActivity, double orderShare, double late, int daysOfLife) {}

    /** The marketplace that is shipped; {@code kpis/markets.yml} names the same markets. */
    static Marketplace standard() {
        return new Marketplace(standardMarkets(), standardCarriers(), standardCategories(), standardTiers());
    }

    private static List<Market> standardMarkets() {
        return List.of(
                new Market(
                        "RU",
                        "Russia",
                        "Eurasia",
                        "RUB",
                        ZoneId.of("Europe/Moscow"),
                        9000,
                        0.33,
                        0.027,
                        1.05,
                        SAT_SUN,
                        List.of(
                                new PaymentMethod("card", "terrapay", 0.55, 0.91),
                                new PaymentMethod("wallet", "walletone", 0.45, 0.95))),
                new Market(
                        "US",
                        "United States",
                        "America",
                        "USD",
                        ZoneId.of("America/New_York"),
                        7000,
                        0.36,
                        0.029,
                        1.10,
                        SAT_SUN,
                        List.of(
                                new PaymentMethod("card", "northgate", 0.70, 0.93),
                                new PaymentMethod("wallet", "walletone", 0.30, 0.96))),
                new Market(
                        "BR",
                        "Brazil",
                        "America",
                        "BRL",
                        ZoneId.of("America/Sao_Paulo"),
                        6500,
                        0.37,
                        0.024,
                        1.20,
                        SAT_SUN,
                        List.of(
                                new PaymentMethod("card", "northgate", 0.45, 0.84),
                                new PaymentMethod("pix", "instarail", 0.55, 0.95))),
                new Market(
                        "IN",
                        "India",
                        "Asia",
                        "INR",
                        ZoneId.of("Asia/Kolkata"),
                        6000,
                        0.40,
                        0.019,
                        1.15,
                        SAT_SUN,
                        List.of(
                                new PaymentMethod("card", "terrapay", 0.35, 0.82),
                                new PaymentMethod("upi", "instarail", 0.65, 0.94))),
                new Market(
                        "ES",
                        "Spain",
                        "Europe",
                        "EUR",
                        ZoneId.of("Europe/Madrid"),
                        5000,
                        0.34,
                        0.031,
                        1.25,
                        SAT_SUN,
                        List.of(
                                new PaymentMethod("card", "northgate", 0.75, 0.89),
                                new PaymentMethod("bizum", "instarail", 0.25, 0.96))),
                new Market(
                        "FR",
                        "France",
                        "Europe",
                        "EUR",
                        ZoneId.of("Europe/Paris"),
                        3500,
                        0.33,
                        0.028,
                        1.08,
                        SAT_SUN,
                        List.of(
                                new PaymentMethod("card", "northgate", 0.80, 0.90),
                                new PaymentMethod("wallet", "walletone", 0.20, 0.96))),
                new Market(
                        "PL",
                        "Poland",
                        "Europe",
                        "PLN",
                        ZoneId.of("Europe/Warsaw"),
                        3000,
                        0.38,
                        0.030,
                        1.30,
                        SAT_SUN,
                        List.of(
                                new PaymentMethod("card", "northgate", 0.35, 0.90),
                                new PaymentMethod("blik", "instarail", 0.65, 0.96))),
                new Market(
                        "IL",
                        "Israel",
                        "Asia",
                        "ILS",
                        ZoneId.of("Asia/Jerusalem"),
                        1800,
                        0.31,
                        0.033,
                        1.75,
                        FRI_SAT,
                        List.of(
                                new PaymentMethod("card", "terrapay", 0.85, 0.91),
                                new PaymentMethod("wallet", "walletone", 0.15, 0.96))),
                new Market(
                        "CZ",
                        "Czechia",
                        "Europe",
                        "CZK",
                        ZoneId.of("Europe/Prague"),
                        1200,
                        0.36,
                        0.029,
                        1.15,
                        SAT_SUN,
                        List.of(
                                new PaymentMethod("card", "northgate", 0.80, 0.92),
                                new PaymentMethod("wallet", "walletone", 0.20, 0.96))),
                new Market(
                        "KZ",
                        "Kazakhstan",
                        "Eurasia",
                        "KZT",
                        ZoneId.of("Asia/Almaty"),
                        900,
                        0.35,
                        0.022,
                        1.25,
                        SAT_SUN,
                        List.of(
                                new PaymentMethod("card", "terrapay", 0.60, 0.88),
                                new PaymentMethod("wallet", "walletone", 0.40, 0.94))));
    }

    private static List<Carrier> standardCarriers() {
        return List.of(
                new Carrier("meridian", 0.40, 12),
                new Carrier("kite_express", 0.25, 6),
                new Carrier("silkpost", 0.35, 15));
    }

    private static List<Category> standardCategories() {
        return List.of(
                new Category("electronics", 0.24, 34, 0.11, 0.024, 0.062, 0.022),
                new Category("fashion", 0.28, 17, 0.13, 0.021, 0.108, 0.031),
                new Category("home", 0.20, 22, 0.09, 0.016, 0.091, 0.018),
                new Category("toys", 0.11, 15, 0.08, 0.013, 0.095, 0.025),
                new Category("beauty", 0.09, 13, 0.07, 0.011, 0.112, 0.02),
                new Category("auto_parts", 0.08, 29, 0.10, 0.019, 0.078, 0.028));
    }

    private static List<SellerTier> standardTiers() {
        return List.of(
                new SellerTier("gold", 500, 0.80, 0.50, 0.035, 1300),
                new SellerTier("silver", 1000, 0.60, 0.32, 0.060, 1000),
                new SellerTier("bronze", 1500, 0.42, 0.18, 0.085, 800));
    }
}
