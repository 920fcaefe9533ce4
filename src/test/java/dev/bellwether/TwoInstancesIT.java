package dev.bellwether;

import static dev.bellwether.testing.ServiceProcess.awaitUntil;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.bellwether.testing.ExtractedJar;
import dev.bellwether.testing.Postgres;
import dev.bellwether.testing.ScriptedSmtpServer;
import dev.bellwether.testing.ServiceProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

/** Two processes of the packaged jar on one PostgreSQL: one evaluates, and the other goes on when it is killed. */
class TwoInstancesIT {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final String ROUTES = """
            receivers: [{name: ops, email: [ops@example.com]}]
            route: {receiver: ops, group_by: [market], group_wait: 0s, group_interval: 1s}
            """;

    /** The second instance judges a grain more than the first: its delay is shorter by one. */
    private static final String KPIS = """
            - id: %s
              title: %s
              unit: count
              direction: higher_is_better
              tier: supporting
              stage: platform
              stakeholder: platform
              owner: ops
              dimensions: [market]
              grain: 5m
              delay: %dm
              freshness: 1d
              seasonality: none
              source: warehouse
              query: |
                SELECT l.market, g.at AS at, l.%s + extract(minute FROM g.at) / 1000 AS value
                FROM shop.level l, generate_series(
                    CAST(:from AS timestamptz), CAST(:to AS timestamptz), interval '5 minutes') AS g(at)
                WHERE g.at > :from
            """;

    /** A rule that joins two KPIs is judged where both were judged at the same grain. */
    private static final String RULES = """
            package bellwether.rules.shop;

            import dev.bellwether.history.Snapshot;
            global dev.bellwether.rules.Breaches breaches;

            rule "ShopShutAndEmpty"
              @severity("critical") @owner("ops") @summary("shop of {{market}} is shut and empty") @runbook("shop.md")
            when
              $open : Snapshot( kpi == "open_level", value < 0.5, $market : label("market") )
              $full : Snapshot( kpi == "stock_level", value < 0.5, label("market") == $market )
            then
              breaches.raise("market", $market, java.util.List.of($open, $full));
            end
            """;

    @TempDir
    private Path folder;

    private final HikariDataSource database = (HikariDataSource) Postgres.freshDatabase();
    private final JdbcTemplate jdbc = new JdbcTemplate(database);
    private ExtractedJar jar;

    @Test
    @DisplayName(
            "AC 49: of two instances one evaluates; when it is killed the other goes on, and no mail is sent twice")
    void oneEvaluatesAndTheOtherTakesOver() throws IOException, InterruptedException {
        jar = ExtractedJar.in(folder.resolve("jar"));
        jdbc.execute(
                "create schema shop; create table shop.level (market text primary key, open double precision, stock double precision)");
        jdbc.update("insert into shop.level values ('ES', 0, 0), ('PL', 2, 2)");
        try (var mailServer = new ScriptedSmtpServer();
                ServiceProcess first = launch("first", 240, mailServer)) {
            awaitUntil(PATIENCE, () -> assertThat(first.log()).contains("this instance evaluates"));

            try (ServiceProcess second = launch("second", 235, mailServer)) {
                awaitUntil(PATIENCE, () -> assertThat(second.log()).contains("this one stands by"));
                second.listens();
                awaitUntil(PATIENCE, () -> assertThat(told()).as(first.log()).containsExactly("first ES"));
                jdbc.update("update shop.level set open = 2 where market = 'ES'");
                jdbc.update("update shop.level set open = 0, stock = 0 where market = 'PL'");
                assertThat(second.metric("bellwether_leader")).isZero();
                awaitUntil(PATIENCE, () -> assertThat(second.get("/actuator/health/readiness"))
                        .contains("UP"));
                assertThat(second.get("/actuator/prometheus"))
                        .as("what another instance knows better")
                        .doesNotContain("bellwether_evaluation_lag_seconds{")
                        .contains("bellwether_alerts{");

                first.kill();

                awaitUntil(PATIENCE, () -> assertThat(second.metric("bellwether_leader"))
                        .isEqualTo(1));
                awaitUntil(PATIENCE, () -> assertThat(told())
                        .as(second.log())
                        .containsExactlyInAnyOrder("first ES", "resolved ES", "first PL"));
                assertThat(mailServer.received()).hasSize(3);
            }
        }
    }

    private ServiceProcess launch(String name, int delay, ScriptedSmtpServer mailServer) throws IOException {
        Path home = Files.createDirectory(folder.resolve(name));
        Files.writeString(
                Files.createDirectory(home.resolve("kpis")).resolve("shop.yml"),
                KPIS.formatted("open_level", "How open the shop is", delay, "open")
                        + KPIS.formatted("stock_level", "How full the shop is", delay, "stock"));
        Files.writeString(Files.createDirectory(home.resolve("config")).resolve("routes.yml"), ROUTES);
        Files.writeString(Files.createDirectory(home.resolve("rules")).resolve("shop.drl"), RULES);
        return jar.launch(
                home,
                List.of(
                        "--spring.datasource.url=" + database.getJdbcUrl(),
                        "--spring.datasource.username=postgres",
                        "--bellwether.sources.warehouse.url=" + database.getJdbcUrl(),
                        "--bellwether.sources.warehouse.username=postgres",
                        "--bellwether.evaluation.lease=6s",
                        "--bellwether.delivery.instance=" + name,
                        "--bellwether.access.open-metrics=true",
                        "--bellwether.smtp.host=127.0.0.1",
                        "--bellwether.smtp.port=" + mailServer.port(),
                        "--bellwether.smtp.starttls=false"));
    }

    /** By the record that is only added to, in its order. */
    private List<String> told() {
        return jdbc.queryForList("""
                select s.reason || ' ' || (a.labels::json ->> 'market') from sending s
                join alert a on s.alerts like '%,' || a.fingerprint || ',%'
                where s.outcome = 'accepted' order by s.id""", String.class);
    }
}
