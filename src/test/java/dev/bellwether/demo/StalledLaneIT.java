package dev.bellwether.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.alert.InMemoryAlerts;
import dev.bellwether.catalogue.Catalogue;
import dev.bellwether.catalogue.CatalogueReader;
import dev.bellwether.evaluate.BackFill;
import dev.bellwether.evaluate.CatchUp;
import dev.bellwether.evaluate.Evaluator;
import dev.bellwether.evaluate.Standing;
import dev.bellwether.history.InMemoryHistory;
import dev.bellwether.kpi.Kpi;
import dev.bellwether.kpi.KpiId;
import dev.bellwether.rules.RuleBook;
import dev.bellwether.rules.RuleLoader;
import dev.bellwether.source.JdbcSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Of one lane's deliveries 65 of 100 do not happen. The life table sees it; the parcels that do arrive do not tell. */
class StalledLaneIT {

    private static final Instant STALLED = Instant.parse("2026-11-18T06:00:00Z");
    private static final Instant NOW = STALLED.plus(Duration.ofHours(49));
    private static final String LANE = "{carrier=\"silkpost\", market=\"FR\"}";
    private static final Catalogue CATALOGUE =
            CatalogueReader.read(Path.of("kpis")).catalogue();

    private static DemoWarehouse warehouse;

    @BeforeAll
    static void openWarehouse() {
        var outage =
                new Incident.CarrierOutage("silkpost", Set.of("FR"), STALLED, STALLED.plus(Duration.ofDays(7)), 0.65);
        warehouse = DemoWarehouse.open(new Script(List.of(outage)), NOW);
    }

    @AfterAll
    static void closeWarehouse() {
        warehouse.close();
    }

    @Test
    void firesWithinTwoGrains() {
        Kpi kpi =
                CATALOGUE.find(new KpiId("shipment_within_promise_probability")).orElseThrow();
        var source = new JdbcSource(
                warehouse.dataSource(),
                new JdbcSource.Settings("warehouse", Duration.ofSeconds(30), 10_000, 1_000_000));
        List<String> fired = new ArrayList<>();
        try (var rules = new RuleBook(Path.of("rules"), new RuleLoader())) {
            assertThat(rules.reload(CATALOGUE.kpis(), Instant.EPOCH).problems()).isEmpty();
            var history = new InMemoryHistory();
            var alerts = new InMemoryAlerts();
            var evaluator =
                    new Evaluator(history, rules, alerts, new Standing(), Runnable::run, done -> done.transitions()
                            .forEach(transition -> fired.add(transition.to() + " "
                                    + transition.alert().alertname()
                                    + transition.alert().labels() + " after "
                                    + Duration.between(STALLED, transition.at()).toHours() + " h")));
            new CatchUp(evaluator, new BackFill(history), alerts, 16).run(kpi, source, CATALOGUE.markets(), NOW);
        }

        // the life table covers 24 hours: of the first grain three quarters are still sound
        assertThat(fired).first().isEqualTo("firing ShippingDelaySpike" + LANE + " after 12 h");
    }

    @Test
    void doesNotShowInTheAgeOfTheParcelsThatArrive() throws SQLException {
        double before = ageOfNineTenthsDelivered(STALLED);
        double after = ageOfNineTenthsDelivered(STALLED.plus(Duration.ofDays(2)));

        assertThat(after / before).as("a quarter more would be an alarm").isBetween(0.9, 1.1);
    }

    /** Within the 24 hours before {@code at}, on the stalled lane. */
    private static double ageOfNineTenthsDelivered(Instant at) throws SQLException {
        try (Connection connection = warehouse.dataSource().getConnection();
                PreparedStatement statement = connection.prepareStatement("""
                        SELECT age_days, delivered FROM agg_parcel_age_24h
                        WHERE market = 'FR' AND carrier = 'silkpost' AND ended_at = ? ORDER BY age_days
                        """)) {
            statement.setObject(1, OffsetDateTime.ofInstant(at, ZoneOffset.UTC));
            List<long[]> ages = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    ages.add(new long[] {rows.getLong(1), rows.getLong(2)});
                }
            }
            double left = 0.9 * ages.stream().mapToLong(age -> age[1]).sum();
            for (long[] age : ages) {
                if (left <= age[1]) {
                    return age[0] + left / age[1];
                }
                left -= age[1];
            }
            throw new AssertionError("nothing was delivered by " + at);
        }
    }
}
