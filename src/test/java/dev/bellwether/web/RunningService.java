package dev.bellwether.web;

import dev.bellwether.access.Role;
import dev.bellwether.alert.Advance;
import dev.bellwether.alert.Alert;
import dev.bellwether.alert.AlertState;
import dev.bellwether.alert.Alerts;
import dev.bellwether.alert.Transition;
import dev.bellwether.app.Application;
import dev.bellwether.kpi.Labels;
import dev.bellwether.testing.Accounts;
import dev.bellwether.testing.SampleAlerts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole service on a database of its own, without KPIs; tests bring the alerts. It mails nothing for an hour. */
@SpringBootTest(
        classes = Application.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "server.address=127.0.0.1",
            "bellwether.route.group-wait=1h",
            "bellwether.smtp.starttls=false",
            "bellwether.smtp.host=127.0.0.1",
            "bellwether.smtp.port=1"
        })
abstract class RunningService {

    static final Path RULES = emptyFolder();

    /** May be changed by a test, which puts it back. */
    static final Path USERS = copyOfUsers();

    private static final AtomicLong COMMITS = new AtomicLong();

    private final HttpClient client = HttpClient.newHttpClient();

    @LocalServerPort
    private int port;

    @Autowired
    private Alerts alerts;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) {
        registry.add("spring.datasource.url", () -> "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        registry.add("bellwether.kpis", RunningService::emptyFolder);
        registry.add("bellwether.rules", () -> RULES);
        registry.add("bellwether.access.users", () -> USERS);
        registry.add("bellwether.access.tokens", Accounts::tokens);
    }

    private static Path copyOfUsers() {
        try {
            return Files.copy(Accounts.users(), emptyFolder().resolve("users.yml"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path emptyFolder() {
        try {
            return Files.createTempDirectory("bellwether");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    Alert fires(String... labels) {
        Alert alert =
                SampleAlerts.firing(SampleAlerts.PROMISE, Labels.of(labels), Instant.parse("2026-11-22T09:00:00Z"));
        var transition = new Transition(alert, null, AlertState.FIRING, alert.activeAt());
        // after all that the service itself commits: it knows no such KPI, and ends what it finds of it at the start
        Instant at = Instant.now().plus(Duration.ofHours(1)).plusMillis(COMMITS.incrementAndGet());
        alerts.commit(SampleAlerts.PROMISE, at, new Advance(List.of(alert), List.of(), List.of(transition)));
        return alert;
    }

    HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(URI.create(url() + path)).GET());
    }

    JsonNode json(String path) {
        return json(get(path));
    }

    static JsonNode json(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body());
    }

    HttpResponse<String> post(String path, String json) {
        return send(HttpRequest.newBuilder(URI.create(url() + path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json)));
    }

    HttpResponse<String> delete(String path) {
        return send(HttpRequest.newBuilder(URI.create(url() + path)).DELETE());
    }

    /** As an administrator's program. */
    HttpResponse<String> send(HttpRequest.Builder request) {
        return sendAsItIs(Accounts.as(Role.ADMIN, request));
    }

    HttpResponse<String> sendAsItIs(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
