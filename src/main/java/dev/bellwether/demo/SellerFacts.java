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
 * Sellers by the days on which they showed a sign of life (a sale, a listing, a log-in), each day. Counted seller by
 * seller here, as the nightly job of a warehouse would; a row for every seller and day would be a hundred times more.
 */
final class SellerFacts implements Facts {

    private static final int RECENT_DAYS = 7;
    private static final int BASE_DAYS = 14;
    private static final int PAUSE_DAYS = 12;
    private static final double PAUSING = 0.05;

    private final World world;
    private final Map<Long, BitSet> seenByDay = new HashMap<>();

    SellerFacts(World world) {
        this.world = world;
    }

    @Override
    public String table() {
        return "agg_seller_1d";
    }

    @Override
    public Duration grain() {
        return Duration.ofDays(1);
    }

    @Override
    public Duration kept() {
        return Duration.ofDays(70);
    }

    @Override
    public int columns() {
        return 4;
    }

    @Override
    public void write(Instant end, Rows rows) {
        long day = slotOf(end);
        seenByDay.keySet().removeIf(old -> old < day - RECENT_DAYS - BASE_DAYS);
        int first = 0;
        for (SellerTier tier : world.marketplace().tiers()) {
            int[][] sellers = new int[RECENT_DAYS + 1][BASE_DAYS + 1];
            for (int seller = first; seller < first + tier.sellers(); seller++) {
                int recent = daysSeen(seller, day - RECENT_DAYS, day);
                int before = daysSeen(seller, day - RECENT_DAYS - BASE_DAYS, day - RECENT_DAYS);
                sellers[recent][before]++;
            }
            write(tier, sellers, rows);
            first += tier.sellers();
        }
    }

    private static void write(SellerTier tier, int[][] sellers, Rows rows) {
        for (int recent = 0; recent < sellers.length; recent++) {
            for (int before = 0; before < sellers[recent].length; before++) {
                if (sellers[recent][before] > 0) {
                    rows.add(tier.id(), recent, before, sellers[recent][before]);
                }
            }
        }
    }

    private int daysSeen(int seller, long fromDay, long toDay) {
        int days = 0;
        for (long day = fromDay + 1; day <= toDay; day++) {
            if (seenByDay.computeIfAbsent(day, this::seenOn).get(seller)) {
                days++;
            }
        }
        return days;
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
                seen.set(seller, atWork && !pauses(seller, day) && !hasLeft(exoduses, seller, end));
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
