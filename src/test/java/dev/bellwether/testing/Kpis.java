package dev.bellwether.testing;

import dev.bellwether.kpi.Direction;
import dev.bellwether.kpi.Grain;
import dev.bellwether.kpi.Impact;
import dev.bellwether.kpi.Kpi;
import dev.bellwether.kpi.KpiId;
import dev.bellwether.kpi.Range;
import dev.bellwether.kpi.Seasonality;
import dev.bellwether.kpi.Stage;
import dev.bellwether.kpi.Stakeholder;
import dev.bellwether.kpi.Tier;
import dev.bellwether.kpi.Unit;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** KPIs for tests: {@code Kpis.kpi("orders_count").grain(HOUR).build()}. */
public final class Kpis {

    private Direction direction = Direction.BAND;
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
    private Map<String, String> parts = Map.of();
    private Range range = Range.ANY;
    private Optional<Duration> freshness = Optional.empty();
    private Duration maturity = Duration.ZERO;
    private Impact impact = Impact.NOT_SAID;

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

    public Kpis direction(Direction of) {
        direction = of;
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

    /** A query in parts, in the place of one text. */
    public Kpis parts(Map<String, String> of) {
        query = "";
        parts = of;
        return this;
    }

    public Kpis range(double least, double most) {
        range = new Range(least, most);
        return this;
    }

    public Kpis freshness(Duration of) {
        freshness = Optional.of(of);
        return this;
    }

    public Kpis maturity(Duration of) {
        maturity = of;
        return this;
    }

    public Kpis impact(Impact of) {
        impact = of;
        return this;
    }

    public Kpi build() {
        return new Kpi(
                id,
                id.value(),
                "",
                unit,
                direction,
                Tier.CORE,
                stage,
                Stakeholder.BUYERS,
                "commerce-ops",
                dimensions,
                grain,
                delay,
                freshness.orElse(grain.length().multipliedBy(3)),
                maturity,
                0,
                seasonality,
                expose,
                zone,
                source,
                query,
                parts,
                range,
                windows,
                drift,
                impact);
    }
}
