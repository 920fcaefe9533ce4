package dev.bellwether.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What the warehouse knows in one of its tables: how the rows of a period come about. */
interface Facts {

    String table();

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
                new LoadFacts(world));
    }

    /** How long a period is; periods are cut on the UTC clock. */
    Duration grain();

    /** How far back rows are kept, and how far back they are made at the start. */
    Duration kept();

    /** The columns after {@code ended_at}. */
    int columns();

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
