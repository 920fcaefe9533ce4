package dev.bellwether.testing;

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

/** KPIs for tests that care for the id and the dimensions only. */
public final class SampleKpis {

    private SampleKpis() {}

    public static Kpi hourly(String id, String... dimensions) {
        return new Kpi(
                new KpiId(id),
                "Parcels that arrive in time",
                "",
                Unit.RATIO,
                Direction.HIGHER_IS_BETTER,
                Tier.CORE,
                Stage.POST_PURCHASE,
                Stakeholder.BUYERS,
                "logistics-ops",
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
                "SELECT 1");
    }
}
