package dev.bellwether.demo;

import dev.bellwether.demo.World.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** How late the warehouse itself is, by feed, every quarter of an hour. */
record LoadFacts(World world) implements Facts {

    private static final List<String> FEEDS = List.of("orders", "payments", "sessions", "shipments", "reviews");
    private static final double[] USUAL_LAG_SECONDS = {90, 45, 150, 600, 420};

    @Override
    public String table() {
        return "agg_load_15m";
    }

    @Override
    public Duration grain() {
        return Duration.ofMinutes(15);
    }

    @Override
    public Duration kept() {
        return Duration.ofDays(70);
    }

    @Override
    public int columns() {
        return 2;
    }

    @Override
    public void write(Instant end, Rows rows) {
        for (int feed = 0; feed < FEEDS.size(); feed++) {
            double lag = USUAL_LAG_SECONDS[feed]
                    * world.draw(Subject.LOADS, feed, slotOf(end)).factor(0.18);
            rows.add(FEEDS.get(feed), Math.round(lag));
        }
    }
}
