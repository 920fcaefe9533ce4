package dev.bellwether.notify;

import static dev.bellwether.notify.SampleNotifications.NOW;
import static dev.bellwether.testing.HttpAnswers.answer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.alert.Alert;
import dev.bellwether.testing.HttpAnswers;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class WebhookNotifierTest {

    private static final Notification FIRST = SampleNotifications.of(
            NotifyReason.FIRST,
            SampleNotifications.shipping("ES", "correo \"exprés\"\r\n"),
            SampleNotifications.shipping("PL", "дом"),
            SampleNotifications.resolved(SampleNotifications.shipping("BR", "own")));

    private final HttpAnswers server = new HttpAnswers();
    private final List<String> bodies = new CopyOnWriteArrayList<>();
    private final List<String> tokens = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        server.close();
    }

    private void serverAnswers(int status, String body, String... headers) {
        server.will(exchange -> {
            bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            tokens.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            answer(status, "text/plain", body, headers).to(exchange);
        });
    }

    private WebhookNotifier webhook(URI url, Duration timeout) {
        var endpoint = new HttpEndpoint("bridge", url, () -> Optional.of("Bearer t0ken"), timeout);
        return new WebhookNotifier(endpoint, new HttpPost(), "https://bellwether.example.com/");
    }

    private WebhookNotifier webhook() {
        return webhook(server.url().resolve("/hook?key=1"), Duration.ofSeconds(10));
    }

    private static Delivery send(WebhookNotifier webhook, Notification notification) {
        try (Notifier.Batch batch = webhook.open()) {
            return batch.send(notification, "bridge", 1, NOW);
        }
    }

    @Test
    void postsAlertmanagersPayloadOfVersion4() {
        serverAnswers(200, "");

        assertThat(send(webhook(), FIRST)).isInstanceOf(Delivery.Sent.class);

        assertThat(server.asked()).containsExactly("POST /hook?key=1");
        assertThat(tokens).containsExactly("Bearer t0ken");
        JsonNode json = new JsonMapper().readTree(bodies.get(0));
        assertThat(json.propertyNames())
                .containsExactlyInAnyOrder(
                        "version",
                        "groupKey",
                        "truncatedAlerts",
                        "status",
                        "notification_reason",
                        "receiver",
                        "groupLabels",
                        "commonLabels",
                        "commonAnnotations",
                        "externalURL",
                        "alerts");
        assertThat(json.path("version").asString()).isEqualTo("4");
        assertThat(json.path("groupKey").asString()).isEqualTo("{}:{market=\"ES\"}");
        assertThat(json.path("truncatedAlerts").asInt()).isZero();
        assertThat(json.path("status").asString()).isEqualTo("firing");
        assertThat(json.path("groupLabels").toString()).isEqualTo("{\"market\":\"ES\"}");
        assertThat(json.path("commonLabels").path("severity").asString()).isEqualTo("critical");
        assertThat(json.path("commonLabels").has("market")).isFalse();
        assertThat(json.path("commonAnnotations").path("expected").asString()).isEqualTo("95.1 %");
        JsonNode first = json.path("alerts").get(0);
        assertThat(first.path("status").asString()).isEqualTo("firing");
        assertThat(first.path("labels").path("carrier").asString()).isEqualTo("correo \"exprés\"\r\n");
        assertThat(first.path("labels").path("alertname").asString()).isEqualTo("ShippingDelaySpike");
        assertThat(first.path("annotations").path("value").asString()).isEqualTo("45.3 %");
        assertThat(first.path("endsAt").asString()).isEqualTo("0001-01-01T00:00:00Z");
        assertThat(first.path("generatorURL").asString()).startsWith("https://bellwether.example.com/#alert-");
        assertThat(first.path("fingerprint").asString()).hasSize(16);
        assertThat(json.path("alerts").get(1).path("labels").path("carrier").asString())
                .isEqualTo("дом");
        JsonNode ended = json.path("alerts").get(2);
        assertThat(ended.path("status").asString()).isEqualTo("resolved");
        assertThat(ended.path("endsAt").asString())
                .isEqualTo(NOW.minusSeconds(40).toString());
    }

    @Test
    void countsTheAlertsThatAreNotShown() {
        var many = new ArrayList<Alert>();
        for (int i = 0; i < 40; i++) {
            many.add(SampleNotifications.shipping("ES", "c" + i));
        }
        serverAnswers(204, "");

        send(webhook(), SampleNotifications.of(NotifyReason.REPEAT, many.toArray(Alert[]::new)));

        JsonNode json = new JsonMapper().readTree(bodies.get(0));
        assertThat(json.path("alerts").size()).isEqualTo(15);
        assertThat(json.path("truncatedAlerts").asInt()).isEqualTo(25);
        assertThat(json.path("notification_reason").asString()).isEqualTo("repeat");
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 503, 429, 408})
    void triesAgainWhatMayWorkLater(int status) {
        serverAnswers(status, "over\r\nloaded");

        Delivery delivery = send(webhook(), FIRST);

        assertThat(delivery).isEqualTo(new Delivery.RetryAt(NOW.plusSeconds(5), "HTTP " + status + ": over loaded"));
    }

    @ParameterizedTest
    @CsvSource({
        "120, 120",
        "'Sun, 22 Nov 2026 10:32:40 GMT', 120",
        "2, 5", // our own pause is longer
        "86400, 3600", // nobody is left alone for a day
        "soon, 5",
        "'Sun, 22 Nov 2026 09:00:00 GMT', 5"
    })
    void asksNoSoonerThanTheServerWants(String retryAfter, int seconds) {
        serverAnswers(429, "", "Retry-After", retryAfter);

        Delivery delivery = send(webhook(), FIRST);

        assertThat(delivery).isEqualTo(new Delivery.RetryAt(NOW.plusSeconds(seconds), "HTTP 429"));
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 404, 410})
    void givesUpWhatIsRefused(int status) {
        serverAnswers(status, "no such hook");

        assertThat(send(webhook(), FIRST)).isEqualTo(new Delivery.GivenUp("HTTP " + status + ": no such hook", true));
    }

    @Test
    void followsNoRedirect() {
        serverAnswers(307, "", "Location", server.url() + "/elsewhere");

        assertThat(send(webhook(), FIRST))
                .isInstanceOfSatisfying(Delivery.GivenUp.class, given -> assertThat(given.why())
                        .isEqualTo("HTTP 307: it redirects, and nobody follows; write the address it leads to"));
        assertThat(server.asked()).containsExactly("POST /hook?key=1");
    }

    @Test
    void aServerThatHangsIsNotWaitedForAgainInTheSameBatch() {
        var end = new CountDownLatch(1);
        server.will(exchange -> {
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        WebhookNotifier webhook = webhook(server.url(), Duration.ofMillis(200));

        try (Notifier.Batch batch = webhook.open()) {
            for (int i = 0; i < 5; i++) {
                assertThat(batch.send(FIRST, "bridge", 1, NOW))
                        .isInstanceOfSatisfying(Delivery.RetryAt.class, retry -> assertThat(retry.why())
                                .startsWith("bridge: no answer within"));
            }
        } finally {
            end.countDown();
        }
        assertThat(server.asked()).hasSize(2);
    }

    @Test
    void aServerThatIsNotThereOrMayNotBeReachedIsTriedLater() {
        server.close();

        assertThat(send(webhook(), FIRST))
                .isEqualTo(new Delivery.RetryAt(NOW.plusSeconds(5), "bridge: nothing answers there"));
        assertThat(send(webhook(URI.create("http://169.254.169.254/latest"), Duration.ofSeconds(1)), FIRST))
                .isInstanceOfSatisfying(Delivery.RetryAt.class, retry -> assertThat(retry.why())
                        .contains("which no receiver may have"));
    }
}
