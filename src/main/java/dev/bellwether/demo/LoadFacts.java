package dev.bellwether.demo;

import dev.bellwether.demo.World.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** How late the warehouse itself is, and how much of it came, by feed, every quarter of an hour. */
record LoadFacts(World world) implements Facts {

    private static final List<String> FEEDS = List.of("orders", "payments", "sessions", "shipments", "reviews");
    private static final int[] SERIES = {120, 84, 160, 240, 60};
    private static final double COMES = 0.9995;
    private static final double[] USUAL_LAG_SECONDS = {90, 45, 150, 600, 420};

    @Override
    public Table table() {
        return Table.ofDays("agg_load_15m", Duration.ofMinutes(15), 4);
    }

    @Override
    public void write(Instant end, Rows rows) {
        for (int feed = 0; feed < FEEDS.size(); feed++) {
            Draw draw = world.draw(Subject.LOADS, feed, slotOf(end));
            double lag = USUAL_LAG_SECONDS[feed] * draw.factor(0.18);
            rows.add(FEEDS.get(feed), Math.round(lag), SERIES[feed], draw.binomial(SERIES[feed], COMES));
        }
    }
}
