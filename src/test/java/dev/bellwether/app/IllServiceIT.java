package dev.bellwether.app;

import static dev.bellwether.testing.ServiceProcess.await;
import static dev.bellwether.testing.ServiceProcess.awaitUntil;
import static java.util.Objects.requireNonNull;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.alert.Advance;
import dev.bellwether.alert.Alert;
import dev.bellwether.alert.AlertState;
import dev.bellwether.alert.Alerts;
import dev.bellwether.alert.Transition;
import dev.bellwether.kpi.Labels;
import dev.bellwether.testing.Databases;
import dev.bellwether.testing.HttpAnswers;
import dev.bellwether.testing.Installed;
import dev.bellwether.testing.PrometheusServer;
import dev.bellwether.testing.RuleFolder;
import dev.bellwether.testing.SampleAlerts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.json.JsonMapper;

/**
 * A service that falls ill, one organ after the other: which of the shipped alerts fire in a Prometheus that scrapes it,
 * and what its probes say. Its clock can be put forward, so that minutes need not be waited for.
 */
@SpringBootTest(
        classes = {Application.class, IllServiceIT.Organs.class},
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "server.address=127.0.0.1",
            "bellwether.route.group-wait=0s",
            "bellwether.smtp.starttls=false",
            "bellwether.smtp.host=127.0.0.1",
            "bellwether.smtp.port=1",
            "bellwether.heartbeat.every=200ms",
            "bellwether.sources.shop.statement-timeout=10m"
        })
@DirtiesContext
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class IllServiceIT {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final RuleFolder FOLDER = folder();
    private static final HttpAnswers SHOP = new HttpAnswers();
    private static final HttpAnswers OUTSIDE = new HttpAnswers();
    private static final CountDownLatch SHOP_ANSWERS = new CountDownLatch(1);
    private static final AtomicReference<Duration> AHEAD = new AtomicReference<>(Duration.ZERO);
    private static final AtomicBoolean DATABASE_IS_GONE = new AtomicBoolean();
    private static final CountDownLatch DATABASE_IS_BACK = new CountDownLatch(1);

    @TempDir
    private static Path prometheusFolder;

    private static @Nullable PrometheusServer prometheus;

    private final HttpClient client = HttpClient.newHttpClient();

    @LocalServerPort
    private int port;

    @Autowired
    private Alerts alerts;

    @Autowired
    private ThreadPoolTaskScheduler scheduler;

    @TestConfiguration
    static class Organs {

        @Bean
        @Primary
        InstantSource movedClock() {
            return () -> Instant.now().plus(AHEAD.get());
        }

        @Bean
        DataSource mortal() {
            DataSource real = Databases.h2InMemory();
            return (DataSource) Proxy.newProxyInstance(
                    DataSource.class.getClassLoader(),
                    new Class<?>[] {DataSource.class},
                    (proxy, method, arguments) -> {
                        if (DATABASE_IS_GONE.get() && method.getName().equals("getConnection")) {
                            DATABASE_IS_BACK.await(5, SECONDS); // as a pool does, which hopes
                            throw new SQLTransientConnectionException("connection refused");
                        }
                        try {
                            return method.invoke(real, arguments);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    });
        }
    }

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) {
        SHOP.will(exchange -> {
            try {
                SHOP_ANSWERS.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        registry.add("bellwether.kpis", FOLDER::kpis);
        registry.add("bellwether.rules", FOLDER::rules);
        registry.add("bellwether.sources.shop.http", SHOP::url);
        registry.add("bellwether.heartbeat.url", () -> OUTSIDE.url() + "/ping");
    }

    private static RuleFolder folder() {
        try {
            var folder = new RuleFolder(Files.createTempDirectory("bellwether"));
            Files.delete(folder.kpis().resolve("market.yml"));
            folder.write("rules/limits.csv", "limit,market,value,valid_from,note\n");
            folder.write("kpis/shop.yml", """
                    - id: checkouts_total
                      title: Checkouts
                      unit: count
                      direction: higher_is_better
                      tier: core
                      stage: purchase
                      stakeholder: buyers
                      owner: commerce-ops
                      dimensions: [market, method]
                      grain: 1h
                      source: shop
                      query: {path: "/checkouts?from={from}&to={to}", at: /at, value: /count}
                    """);
            folder.write("rules/market.drl", """
                    package market;
                    import dev.bellwether.history.Snapshot;
                    global dev.bellwether.rules.Breaches breaches;
                    rule "CheckoutsLow"
                      @severity("warning") @owner("commerce-ops") @summary("{{market}}: {{value}}") @runbook("low.md")
                    when
                      $s : Snapshot( kpi == "checkouts_total", value < low )
                    then
                      breaches.raise($s);
                    end
                    """);
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @BeforeAll
    static void isThere() {
        Installed.program("prometheus", "prometheus");
    }

    /** With the alerts as shipped, but that they do not wait: the clock is put forward, Prometheus' is not. */
    @BeforeEach
    void isScraped() throws IOException, InterruptedException {
        if (prometheus == null) {
            String alertsAtOnce = Files.readString(Path.of("grafana/prometheus/bellwether-alerts.yml"))
                    .replaceAll("(?m)^ +for: .*\\R", "")
                    .replaceFirst("interval: 30s", "interval: 1s");
            Path rules = Files.writeString(prometheusFolder.resolve("alerts.yml"), alertsAtOnce);
            prometheus = PrometheusServer.scraping("""
                    global: {scrape_interval: 2s, scrape_timeout: 2s}
                    rule_files: ['%s']
                    scrape_configs:
                      - {job_name: bellwether, metrics_path: /actuator/prometheus, static_configs: [{targets: ['127.0.0.1:%d']}]}
                    """.formatted(rules, port), prometheusFolder);
        }
    }

    @AfterAll
    static void isScrapedNoMore() {
        if (prometheus != null) {
            prometheus.close();
        }
    }

    @Test
    @Order(1)
    void aServiceWhoseSourceHangsIsReadyAndSaysSo() {
        await("readiness", PATIENCE, () -> status("readiness") == 200);
        await("the shop to be asked", PATIENCE, () -> !SHOP.asked().isEmpty());
        assertThat(metric("bellwether_scheduler_late_seconds")).isLessThan(30);
        assertThat(metric("bellwether_database_up")).isEqualTo(1);
        assertThat(Math.abs(metric("bellwether_clock_skew_seconds"))).isLessThan(5);
        await("the heartbeat to be heard", PATIENCE, () -> OUTSIDE.asked().contains("POST /ping"));
        await("its time", PATIENCE, () -> metric("bellwether_heartbeat_last_success_timestamp_seconds") > 0);

        awaitUntil(
                PATIENCE,
                () -> assertThat(firing()).as("of a service that is well").containsExactly("Watchdog"));

        AHEAD.set(Duration.ofMinutes(20));

        await("the lag", PATIENCE, () -> metric("bellwether_evaluation_lag_seconds") > 900);
        assertThat(metric("bellwether_evaluations_overrunning")).isEqualTo(1);
        awaitFiring("BellwetherEvaluationLag", "BellwetherEvaluationOverruns");
        await("liveness", PATIENCE, () -> status("liveness") == 200);
        await("the schedule to beat by the new time", PATIENCE, () -> status("readiness") == 200);
    }

    @Test
    @Order(2)
    void aBrokenRuleFileIsSaidAndChangesNothingElse() {
        FOLDER.write("rules/broken.drl", "rule \"Broken\" when then end");

        await("the mistake", PATIENCE, () -> metric("bellwether_rules_reload_successful") == 0);
        assertThat(metric("bellwether_rules_quarantined")).isEqualTo(1);
        assertThat(metric("bellwether_rules_loaded")).isEqualTo(1);
        awaitFiring("BellwetherRulesReloadFailed", "BellwetherRulesQuarantined");
        await("readiness", PATIENCE, () -> status("readiness") == 200);
    }

    @Test
    @Order(3)
    void aMailServerThatIsDownForTenMinutesAgesTheOutbox() {
        Alert alert = SampleAlerts.firing(SampleAlerts.PROMISE, Labels.of("market", "ES"), Instant.now());
        var transition = new Transition(alert, null, AlertState.FIRING, alert.activeAt());
        alerts.commit(
                SampleAlerts.PROMISE,
                Instant.now().plus(Duration.ofHours(2)),
                new Advance(List.of(alert), List.of(), List.of(transition)));
        await("a mail that waits", PATIENCE, () -> metric("bellwether_outbox_pending") == 1);
        await("an attempt", PATIENCE, () -> page().contains("result=\"failed\""));

        AHEAD.set(AHEAD.get().plusMinutes(10));

        await("its age", PATIENCE, () -> metric("bellwether_outbox_oldest_age_seconds") > 300);
        awaitFiring("BellwetherOutboxOld");
        await("liveness", PATIENCE, () -> status("liveness") == 200);
        await("readiness", PATIENCE, () -> status("readiness") == 200);
    }

    @Test
    @Order(4)
    void withoutItsDatabaseItIsAliveAndNotReady() {
        DATABASE_IS_GONE.set(true);

        await("that somebody notices", PATIENCE, () -> status("readiness") == 503);
        assertThat(metric("bellwether_database_up")).isZero();
        assertThat(status("liveness")).isEqualTo(200);
        assertThat(metric("bellwether_build_info")).isEqualTo(1);
        awaitFiring("BellwetherDatabaseGone");

        DATABASE_IS_GONE.set(false);
        DATABASE_IS_BACK.countDown();
        await("that it is back", PATIENCE, () -> status("readiness") == 200);
    }

    @Test
    @Order(5)
    void withoutItsScheduleItIsDead() {
        scheduler.getScheduledThreadPoolExecutor().shutdownNow();
        SHOP_ANSWERS.countDown();
        AHEAD.set(AHEAD.get().plusMinutes(2));

        assertThat(metric("bellwether_scheduler_late_seconds")).isGreaterThan(60);
        awaitFiring("BellwetherScheduleStopped");
        assertThat(status("readiness")).isEqualTo(503);
        assertThat(status("liveness")).isEqualTo(200);

        AHEAD.set(AHEAD.get().plusMinutes(10));
        assertThat(status("liveness")).isEqualTo(503);
    }

    private void awaitFiring(String... alertnames) {
        awaitUntil(PATIENCE, () -> assertThat(firing()).contains(alertnames));
    }

    /** What fires in Prometheus. */
    private List<String> firing() {
        try {
            return JsonMapper.shared()
                    .readTree(fetch(requireNonNull(prometheus).url().resolve("/api/v1/alerts"))
                            .body())
                    .path("data")
                    .path("alerts")
                    .valueStream()
                    .filter(alert -> alert.path("state").asString().equals("firing"))
                    .map(alert -> alert.path("labels").path("alertname").asString())
                    .distinct()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int status(String group) {
        return send("/actuator/health/" + group).statusCode();
    }

    private String page() {
        return send("/actuator/prometheus").body();
    }

    /** The largest of its series; nothing is not a number. */
    private double metric(String name) {
        return page().lines()
                .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .max()
                .orElse(Double.NaN);
    }

    private HttpResponse<String> send(String path) {
        return fetch(URI.create("http://127.0.0.1:" + port + path));
    }

    private HttpResponse<String> fetch(URI address) {
        try {
            return client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
