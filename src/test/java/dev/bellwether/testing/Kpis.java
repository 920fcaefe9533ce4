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
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;

/** KPIs for tests: {@code Kpis.kpi("orders_count").grain(HOUR).build()}. */
public final class Kpis {

    private final KpiId id;
    private Unit unit = Unit.COUNT;
    private List<String> dimensions = List.of("market");
    private Grain grain = Grain.HOUR;
    private Duration delay = Duration.ZERO;
    private Seasonality seasonality = Seasonality.WEEK;
    private Stage stage = Stage.PURCHASE;
    private boolean expose;
    private List<String> windows = List.of();
    private boolean drift;
    private ZoneId zone = ZoneOffset.UTC;
    private String source = "warehouse";
    private String query = "SELECT 1";

    private Kpis(String id) {
        this.id = new KpiId(id);
    }

    public static Kpis kpi(String id) {
        return new Kpis(id);
    }

    public Kpis unit(Unit of) {
        unit = of;
        return this;
    }

    public Kpis dimensions(String... names) {
        dimensions = List.of(names);
        return this;
    }

    public Kpis grain(Grain of) {
        grain = of;
        return this;
    }

    public Kpis delay(Duration of) {
        delay = of;
        return this;
    }

    public Kpis seasonality(Seasonality of) {
        seasonality = of;
        return this;
    }

    public Kpis stage(Stage of) {
        stage = of;
        return this;
    }

    public Kpis windows(String... names) {
        windows = List.of(names);
        return this;
    }

    public Kpis drifting() {
        drift = true;
        return this;
    }

    public Kpis exposed() {
        expose = true;
        return this;
    }

    public Kpis zone(ZoneId of) {
        zone = of;
        return this;
    }

    public Kpis source(String name) {
        source = name;
        return this;
    }

    public Kpis query(String text) {
        query = text;
        return this;
    }

    public Kpi build() {
        return new Kpi(
                id,
                id.value(),
                "",
                unit,
                Direction.BAND,
                Tier.CORE,
                stage,
                Stakeholder.BUYERS,
                "commerce-ops",
                dimensions,
                grain,
                delay,
                grain.length().multipliedBy(3),
                Duration.ZERO,
                0,
                seasonality,
                expose,
                zone,
                source,
                query,
                windows,
                drift);
    }
}
