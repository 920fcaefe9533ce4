package dev.bellwether.demo;

import dev.bellwether.demo.Incident.SellersFallSilent;
import dev.bellwether.demo.Marketplace.SellerTier;
import dev.bellwether.demo.World.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Sellers by tier, each day: those who showed signs of life (a sale, a listing, a log-in) in the eight weeks before the
 * last four, those of them silent in the last four, and what the active ones did. Counted seller by seller here, as the
 * nightly job of a warehouse would; a row for every seller and day would be a hundred times more.
 */
final class SellerFacts implements Facts {

    private static final int SILENT_DAYS = 28;
    private static final int BASE_DAYS = 56;
    private static final int PAUSE_DAYS = 12;
    private static final double PAUSING = 0.05;

    /** A place left by a seller stays empty for longer than anything looks back. */
    private static final int DAYS_EMPTY = SILENT_DAYS + BASE_DAYS + 7;

    private static final double LISTING_ACTIONS = 3.4;
    private static final double LOGS_IN = 0.97;
    private static final double SPREAD_OF_SIZES = 0.8;
    private static final double SALES_USD_CENTS = 40_000;

    private final World world;
    private final Map<Long, BitSet> seenByDay = new HashMap<>();

    SellerFacts(World world) {
        this.world = world;
    }

    @Override
    public Table table() {
        return Table.ofWeeks("agg_seller_1d", Duration.ofDays(1), 8);
    }

    @Override
    public void write(Instant end, Rows rows) {
        long day = slotOf(end);
        seenByDay.keySet().removeIf(old -> old <= day - SILENT_DAYS - BASE_DAYS);
        BitSet active = seenOnAny(day - SILENT_DAYS, day);
        BitSet base = seenTwice(day - SILENT_DAYS - BASE_DAYS, day - SILENT_DAYS);
        BitSet silent = (BitSet) base.clone();
        silent.andNot(active);
        int first = 0;
        int number = 0;
        for (SellerTier tier : world.marketplace().tiers()) {
            int last = first + tier.sellers();
            Draw draw = world.draw(Subject.SELLER_WORK, number++, day);
            long today = seen(day).get(first, last).cardinality();
            rows.add(
                    tier.id(),
                    base.get(first, last).cardinality(),
                    silent.get(first, last).cardinality(),
                    baseGmvCents(base, first, last, day),
                    baseGmvCents(silent, first, last, day),
                    active.get(first, last).cardinality(),
                    draw.binomial(today, LOGS_IN),
                    draw.poisson(today * LISTING_ACTIONS * draw.factor(0.04)));
            first = last;
        }
    }

    private BitSet seenOnAny(long fromDay, long toDay) {
        var any = new BitSet();
        for (long day = fromDay + 1; day <= toDay; day++) {
            any.or(seen(day));
        }
        return any;
    }

    /** One day alone is no business. */
    private BitSet seenTwice(long fromDay, long toDay) {
        var once = new BitSet();
        var twice = new BitSet();
        for (long day = fromDay + 1; day <= toDay; day++) {
            var again = (BitSet) once.clone();
            again.and(seen(day));
            twice.or(again);
            once.or(seen(day));
        }
        return twice;
    }

    private long baseGmvCents(BitSet sellers, int from, int to, long today) {
        double cents = 0;
        for (long day = today - SILENT_DAYS - BASE_DAYS + 1; day <= today - SILENT_DAYS; day++) {
            var sold = (BitSet) seen(day).clone();
            sold.and(sellers);
            for (int seller = sold.nextSetBit(from); seller >= 0 && seller < to; seller = sold.nextSetBit(seller + 1)) {
                cents += SALES_USD_CENTS * sizeOf(seller);
            }
        }
        return Math.round(cents);
    }

    /** How much larger than the others of the tier; it does not change. */
    private double sizeOf(int seller) {
        return world.draw(Subject.SELLER_SIZES, seller, 0).factor(SPREAD_OF_SIZES);
    }

    private BitSet seen(long day) {
        return seenByDay.computeIfAbsent(day, this::seenOn);
    }

    private BitSet seenOn(long day) {
        var seen = new BitSet();
        Instant end = Instant.ofEpochSecond(day * grain().toSeconds());
        int seller = 0;
        for (SellerTier tier : world.marketplace().tiers()) {
            List<SellersFallSilent> exoduses = world.script().exodusesFrom(tier.id());
            double activity = tier.dailyActivity() * Season.ofSellers(middleOf(end));
            for (int i = 0; i < tier.sellers(); i++, seller++) {
                boolean atWork = world.draw(Subject.SELLER_DAYS, seller, day).uniform() < activity;
                seen.set(
                        seller,
                        atWork
                                && !pauses(seller, day)
                                && isThere(tier, seller, day)
                                && !hasLeft(exoduses, seller, end));
            }
        }
        return seen;
    }

    /** Each seller's calendar falls into stretches of twelve days; in a few of them the shop is shut. */
    private boolean pauses(int seller, long day) {
        return world.draw(Subject.SELLER_PAUSES, seller, (day + seller) / PAUSE_DAYS)
                        .uniform()
                < PAUSING;
    }

    /** Sellers come, stay as long as is usual in their tier, and go; then the place is empty until the next comes. */
    private boolean isThere(SellerTier tier, int seller, long day) {
        double begun = world.draw(Subject.SELLER_STAYS, seller, 0).uniform() * tier.daysOfLife();
        return Math.floorMod(day + (long) begun, (long) tier.daysOfLife()) >= DAYS_EMPTY;
    }

    private boolean hasLeft(List<SellersFallSilent> exoduses, int seller, Instant at) {
        for (SellersFallSilent exodus : exoduses) {
            Draw draw = world.draw(Subject.SELLER_LEAVES, seller, exodus.from().getEpochSecond());
            boolean leaves = draw.uniform() < exodus.share();
            long span = exodus.until().getEpochSecond() - exodus.from().getEpochSecond();
            if (leaves && at.isAfter(exodus.from().plusSeconds(Math.round(draw.uniform() * span)))) {
                return true;
            }
        }
        return false;
    }
}
