package dev.bellwether.demo;

import dev.bellwether.demo.Marketplace.Category;
import dev.bellwether.demo.World.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** New offers by category and the way they reach the catalogue, each hour. */
record ListingFacts(World world) implements Facts {

    private static final double PER_HOUR = 14_000;
    private static final List<String> CONNECTORS = List.of("web_form", "api", "erp_sync");
    private static final double[] SHARES = {0.30, 0.45, 0.25};

    @Override
    public Table table() {
        return Table.ofWeeks("agg_listing_1h", Duration.ofHours(1), 3);
    }

    @Override
    public void write(Instant end, Rows rows) {
        double mean = PER_HOUR * Season.ofListing(middleOf(end));
        int series = 0;
        for (Category category : world.marketplace().categories()) {
            for (int connector = 0; connector < SHARES.length; connector++) {
                Draw draw = world.draw(Subject.LISTINGS, series++, slotOf(end));
                double usual = mean * category.share() * SHARES[connector];
                rows.add(category.id(), CONNECTORS.get(connector), draw.poisson(usual * draw.factor(0.05)));
            }
        }
    }
}
