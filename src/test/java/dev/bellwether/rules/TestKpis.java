package dev.bellwether.rules;

import dev.bellwether.kpi.Direction;
import dev.bellwether.kpi.Grain;
import dev.bellwether.kpi.Kpi;
import dev.bellwether.kpi.KpiId;
import dev.bellwether.kpi.Seasonality;
import dev.bellwether.kpi.Stage;
import dev.bellwether.kpi.Stakeholder;
import dev.bellwether.kpi.Tier;
import dev.bellwether.kpi.Unit;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;

/** KPIs for the tests of this package. */
final class TestKpis {

    static final Kpi IN_TIME = kpi("shipment_within_promise_probability", Unit.RATIO, "market", "carrier");
    static final Kpi LATE = kpi("late_shipment_ratio", Unit.RATIO, "market", "category");
    static final Kpi ORDERS = kpi("orders_total", Unit.COUNT, "market");
    static final List<Kpi> ALL = List.of(IN_TIME, LATE, ORDERS);

    private TestKpis() {}

    static Kpi kpi(String id, Unit unit, String... dimensions) {
        return new Kpi(
                new KpiId(id),
                "Title of " + id,
                "",
                unit,
                Direction.BAND,
                Tier.CORE,
                Stage.POST_PURCHASE,
                Stakeholder.BUYERS,
                "logistics-ops",
                List.of(dimensions),
                Grain.DAY,
                Duration.ZERO,
                Duration.ofDays(3),
                Duration.ZERO,
                0,
                Seasonality.WEEK,
                false,
                ZoneOffset.UTC,
                "warehouse",
                "SELECT 1");
    }
}
