package dev.bellwether.source;

import dev.bellwether.kpi.Direction;
import dev.bellwether.kpi.Grain;
import dev.bellwether.kpi.Kpi;
import dev.bellwether.kpi.KpiId;
import dev.bellwether.kpi.SampleReceiver;
import dev.bellwether.kpi.Seasonality;
import dev.bellwether.kpi.Stage;
import dev.bellwether.kpi.Stakeholder;
import dev.bellwether.kpi.Tier;
import dev.bellwether.kpi.Unit;
import dev.bellwether.kpi.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Writes down what a source hands over, one line for each row. */
final class Received implements SampleReceiver {

    static final Window DAY = new Window(Instant.parse("2026-01-05T00:00:00Z"), Instant.parse("2026-01-06T00:00:00Z"));

    private final List<String> rows = new ArrayList<>();
    private final List<String> rejected = new ArrayList<>();

    /** A KPI that asks this, broken down by these dimensions. */
    static Kpi kpi(String query, String... dimensions) {
        return new Kpi(
                new KpiId("late_ratio"),
                "Late orders",
                "",
                Unit.RATIO,
                Direction.LOWER_IS_BETTER,
                Tier.CORE,
                Stage.POST_PURCHASE,
                Stakeholder.SELLERS,
                "seller-success",
                List.of(dimensions),
                Grain.HOUR,
                Duration.ZERO,
                Duration.ofHours(3),
                Duration.ZERO,
                0,
                Seasonality.WEEK,
                false,
                ZoneOffset.UTC,
                "warehouse",
                query);
    }

    @Override
    public void accept(String[] values, long at, double value, double numerator, double denominator, double sample) {
        String figures = Double.isNaN(value) ? numerator + "/" + denominator : String.valueOf(value);
        String seen = Double.isNaN(sample) ? "" : " of " + sample;
        rows.add(Arrays.toString(values) + " " + Instant.ofEpochMilli(at) + " " + figures + seen);
    }

    @Override
    public void reject(String[] values, String why) {
        rejected.add(Arrays.toString(values) + " " + why);
    }

    /** Such as {@code [ES, correo] 2026-01-05T01:00:00Z 3.0/40.0}. */
    List<String> rows() {
        return rows;
    }

    List<String> rejected() {
        return rejected;
    }
}
