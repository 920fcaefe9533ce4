package dev.bellwether.exposition;

import static dev.bellwether.testing.ServiceProcess.await;
import static dev.bellwether.testing.ServiceProcess.awaitUntil;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.access.Role;
import dev.bellwether.testing.Accounts;
import dev.bellwether.testing.Installed;
import dev.bellwether.testing.PrometheusServer;
import dev.bellwether.testing.ServiceProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;

/** What a real Prometheus, set up as shipped, answers to the dashboards while it scrapes the demo from the packaged jar. */
class DashboardsIT {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Path SHIPPED = Path.of("grafana/prometheus").toAbsolutePath();
    private static final Pattern DOCUMENTED = Pattern.compile("(?m)^\\| `(bellwether_\\w+)` ");

    private final HttpClient client = HttpClient.newHttpClient();

    @TempDir
    private Path folder;

    @Test
    void everyQueryIsAnsweredAndHasSeries() throws IOException, InterruptedException {
        Installed.program("prometheus", "prometheus");
        try (var service = start();
                var prometheus = PrometheusServer.scraping(settings(service), folder)) {
            var queries = new PrometheusQueries(prometheus.url());
            await("an alert to fire", PATIENCE, () -> !firing(service).isEmpty());
            await("Prometheus to have scraped", PATIENCE, () -> !queries.ask("bellwether_alert_feedback_total")
                    .isEmpty());
            answer(service, firing(service).get(0));

            awaitUntil(PATIENCE, () -> assertThat(faults(queries)).isEmpty());

            assertThat(alertExpressions()).allSatisfy(queries::ask);
            assertThat(documented()).containsAll(metrics(service));
            assertThat(openMetrics(service)).endsWith("# EOF\n");
            assertThat(complaintsOfPromtool(service.get("/actuator/prometheus")))
                    .as("promtool check metrics")
                    .isEmpty();
        }
    }

    private static String complaintsOfPromtool(String page) throws IOException, InterruptedException {
        Process check = new ProcessBuilder(Installed.program("promtool", "prometheus"), "check", "metrics")
                .redirectErrorStream(true)
                .start();
        try (var in = check.getOutputStream()) {
            in.write(page.getBytes(StandardCharsets.UTF_8));
        }
        String said = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return check.waitFor() == 0 ? said : said + "exit code " + check.exitValue();
    }

    private ServiceProcess start() {
        return ServiceProcess.start(
                folder,
                List.of(
                        "--spring.profiles.active=demo",
                        "--bellwether.kpis=" + Path.of("kpis").toAbsolutePath(),
                        "--bellwether.rules=" + Path.of("rules").toAbsolutePath(),
                        "--bellwether-demo.folder=" + folder.resolve("state"),
                        "--bellwether.access.tokens=" + Accounts.tokens()));
    }

    /** As shipped, but for the address and for patience. */
    private String settings(ServiceProcess service) throws IOException {
        String shipped = Files.readString(SHIPPED.resolve("prometheus.yml"));
        assertThat(shipped)
                .contains("[bellwether:8080]", "scrape_interval: 15s", "scrape_timeout: 10s", "bellwether-alerts.yml");
        Path alerts = SHIPPED.resolve("bellwether-alerts.yml");
        if (Files.exists(alerts)) {
            Files.copy(alerts, folder.resolve("bellwether-alerts.yml"));
        }
        return shipped.replace("bellwether:8080", service.url("").getAuthority())
                .replace("scrape_interval: 15s", "scrape_interval: 2s")
                .replace("scrape_timeout: 10s", "scrape_timeout: 2s");
    }

    private static List<String> firing(ServiceProcess service) {
        return service.json("/api/v1/alerts?state=firing")
                .path("alerts")
                .valueStream()
                .map(alert -> alert.path("fingerprint").asString())
                .toList();
    }

    /** What people do, so that there is something to count. */
    private void answer(ServiceProcess service, String fingerprint) throws IOException, InterruptedException {
        for (var deed : Map.of("acknowledge", "{}", "feedback", "{\"verdict\":\"noise\"}")
                .entrySet()) {
            var request = HttpRequest.newBuilder(service.url("/api/v1/alerts/" + fingerprint + "/" + deed.getKey()))
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(deed.getValue()));
            var answered = client.send(Accounts.as(Role.OPERATOR, request).build(), BodyHandlers.ofString());
            assertThat(answered.statusCode()).as(answered.body()).isEqualTo(200);
        }
    }

    private static List<String> faults(PrometheusQueries queries) {
        var faults = new ArrayList<String>();
        for (Dashboard dashboard : Dashboard.shipped()) {
            Map<String, String> values = queries.valuesOf(dashboard);
            values.forEach((name, value) -> {
                if (value.isEmpty()) {
                    faults.add(dashboard + ": variable " + name + " has no value");
                }
            });
            for (Dashboard.Query query : dashboard.queries()) {
                String asked =
                        PrometheusQueries.with(values, query.expression().replace("$__rate_interval", query.window()));
                JsonNode series = queries.ask(asked);
                if (series.isEmpty() && !query.mayBeEmpty()) {
                    faults.add(query.where() + ": no series for " + asked);
                }
            }
        }
        return faults;
    }

    private static List<String> alertExpressions() throws IOException {
        Path alerts = SHIPPED.resolve("bellwether-alerts.yml");
        if (!Files.exists(alerts)) {
            return List.of();
        }
        Map<String, List<Map<String, List<Map<String, String>>>>> file = new Yaml().load(Files.readString(alerts));
        return file.get("groups").stream()
                .flatMap(group -> group.get("rules").stream())
                .map(rule -> rule.get("expr"))
                .toList();
    }

    private static Set<String> metrics(ServiceProcess service) {
        return service.get("/actuator/prometheus")
                .lines()
                .filter(line -> line.startsWith("# TYPE bellwether_"))
                .map(line -> line.split(" ")[2])
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> documented() throws IOException {
        return DOCUMENTED
                .matcher(Files.readString(Path.of("docs/metrics.md")))
                .results()
                .map(row -> row.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private String openMetrics(ServiceProcess service) throws IOException, InterruptedException {
        URI page = service.url("/actuator/prometheus");
        var answer = client.send(
                HttpRequest.newBuilder(page)
                        .header("Accept", "application/openmetrics-text; version=1.0.0")
                        .build(),
                BodyHandlers.ofString());
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/openmetrics-text");
        return answer.body();
    }
}
