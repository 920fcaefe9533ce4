package dev.bellwether.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What the warehouse knows in one of its tables: how the rows of a period come about. */
interface Facts {

    Table table();

    /** All tables of a world. */
    static List<Facts> of(World world) {
        return List.of(
                new PurchaseFacts(world),
                new CategoryFacts(world),
                new MarketDayFacts(world),
                new BuyerFacts(world),
                new SessionFacts(world),
                new PaymentFacts(world),
                new ParcelFacts(world),
                new ScanFacts(world),
                new HandoverFacts(world),
                new ReviewFacts(world),
                new DisputeFacts(world),
                new SellerFacts(world),
                new SearchFacts(world),
                new OfferFacts(world),
                new ViewFacts(world),
                new ListingFacts(world),
                new CampaignFacts(world),
                new RiskFacts(world),
                new CurrencyFacts(world),
                new CustomsFacts(world),
                new PromiseFacts(world),
                new AftersaleFacts(world),
                new CancelFacts(world),
                new RepeatFacts(world),
                new ActivationFacts(world),
                new LateDisputeFacts(world),
                new DefectFacts(world),
                new ChargebackFacts(world),
                new LoadFacts(world));
    }

    /** How long a period is. */
    default Duration grain() {
        return table().grain();
    }

    /** Writes the rows of the period that ends at {@code end}; the same rows each time it is asked. */
    void write(Instant end, Rows rows);

    /** Takes the columns after {@code ended_at} of one row. */
    @FunctionalInterface
    interface Rows {
        void add(Object... columns);
    }

    default Instant middleOf(Instant end) {
        return end.minus(grain().dividedBy(2));
    }

    /** The number of the period, which keys its chance. */
    default long slotOf(Instant end) {
        return end.getEpochSecond() / grain().toSeconds();
    }
}
