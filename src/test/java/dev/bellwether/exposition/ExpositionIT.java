package dev.bellwether.exposition;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.bellwether.testing.Installed;
import io.micrometer.core.instrument.Clock;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What Prometheus itself says of our metrics. */
class ExpositionIT {

    private static final Pattern LISTENS = Pattern.compile("Listening on\"? address=127\\.0\\.0\\.1:(\\d+)");

    private final PrometheusMeterRegistry meters =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT, new PrometheusRegistry(), Clock.SYSTEM);
    private final HttpClient client = HttpClient.newHttpClient();

    @TempDir
    private Path folder;

    @BeforeEach
    void hasSomethingOfEverything() {
        SampleMeters.fill(meters);
    }

    @Test
    void promtoolFindsNothingToSay() throws Exception {
        String promtool = Installed.program("promtool", "prometheus");

        Process check = new ProcessBuilder(promtool, "check", "metrics")
                .redirectErrorStream(true)
                .start();
        try (var in = check.getOutputStream()) {
            in.write(meters.scrape().getBytes(StandardCharsets.UTF_8));
        }
        String said = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(said).isEmpty();
        assertThat(check.waitFor()).isZero();
    }

    @Test
    void prometheusAnswersQueriesOverIt() throws Exception {
        String program = Installed.program("prometheus", "prometheus");
        HttpServer metrics = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        metrics.createContext("/metrics", exchange -> {
            byte[] page = meters.scrape(exchange.getRequestHeaders().getFirst("Accept"))
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders()
                    .set("Content-Type", "application/openmetrics-text; version=1.0.0; charset=utf-8");
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        metrics.start();
        Path log = folder.resolve("prometheus.log");
        Process prometheus = prometheus(program, metrics.getAddress().getPort(), log);
        try {
            await().atMost(60, SECONDS).until(() -> port(log) > 0);
            String api = "http://127.0.0.1:" + port(log) + "/api/v1/query?query=";
            await().atMost(60, SECONDS)
                    .ignoreException(IOException.class)
                    .until(() -> !result(api, "bellwether_build_info").isEmpty());

            assertThat(single(api, "bellwether_alerts{alertstate=\"firing\",market=\"ES\",owner=\"logistics-ops\"}"))
                    .isEqualTo(1);
            assertThat(single(api, "bellwether_kpi_value{market=\"M0\"} - on(kpi, market) bellwether_kpi_expected"))
                    .isEqualTo(0.45 - 0.78);
            assertThat(single(api, "bellwether_source_up{source=\"exports\"}")).isZero();
            assertThat(single(api, "bellwether_evaluations_total{outcome=\"ok\"}"))
                    .isEqualTo(1);
            assertThat(single(api, "bellwether_evaluation_lag_seconds")).isEqualTo(80);
            assertThat(single(api, "bellwether_evaluation_duration_seconds_count{phase=\"fetch\"}"))
                    .isEqualTo(1);
            assertThat(single(api, "sum(bellwether_notifications_total{receiver=\"operations\"})"))
                    .isEqualTo(3);
            assertThat(single(api, "bellwether_alert_transitions_total{to=\"firing\"}"))
                    .isEqualTo(1);
            assertThat(single(api, "bellwether_rulebase_info{hash=\"3f9a\"}")).isEqualTo(1);
        } finally {
            prometheus.destroy();
            prometheus.waitFor(20, SECONDS);
            metrics.stop(0);
        }
    }

    private Process prometheus(String program, int port, Path log) throws IOException {
        Path settings = folder.resolve("prometheus.yml");
        Files.writeString(settings, """
                global: {scrape_interval: 1s}
                scrape_configs:
                  - job_name: bellwether
                    static_configs: [{targets: ["127.0.0.1:%d"]}]
                """.formatted(port));
        return new ProcessBuilder(
                        program,
                        "--config.file=" + settings,
                        "--storage.tsdb.path=" + folder.resolve("data"),
                        "--web.listen-address=127.0.0.1:0")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    private static int port(Path log) throws IOException {
        Matcher line = LISTENS.matcher(Files.exists(log) ? Files.readString(log) : "");
        return line.find() ? Integer.parseInt(line.group(1)) : 0;
    }

    private double single(String api, String query) throws IOException, InterruptedException {
        JsonNode result = result(api, query);
        assertThat(result.size()).as(query).isEqualTo(1);
        return Double.parseDouble(result.path(0).path("value").path(1).asString());
    }

    private JsonNode result(String api, String query) throws IOException, InterruptedException {
        var answer = client.send(
                HttpRequest.newBuilder(URI.create(api + URLEncoder.encode(query, StandardCharsets.UTF_8)))
                        .build(),
                BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JsonMapper.shared().readTree(answer.body()).path("data").path("result");
    }
}
