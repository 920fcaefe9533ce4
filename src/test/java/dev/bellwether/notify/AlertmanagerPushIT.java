package dev.bellwether.notify;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.bellwether.alert.Advance;
import dev.bellwether.alert.Alert;
import dev.bellwether.alert.AlertState;
import dev.bellwether.alert.InMemoryAlerts;
import dev.bellwether.alert.Matcher;
import dev.bellwether.alert.Transition;
import dev.bellwether.kpi.Labels;
import dev.bellwether.testing.AlertmanagerServer;
import dev.bellwether.testing.HttpAnswers;
import dev.bellwether.testing.SampleAlerts;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What an Alertmanager gets of us: Debian's own, and a server that writes down what it is sent. */
class AlertmanagerPushIT {

    /** The real one goes by the real time. */
    private final Instant start = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    private final InMemoryAlerts alerts = new InMemoryAlerts();
    private long commits;

    private AlertmanagerPush push(URI url) {
        var endpoint = HttpEndpoint.open(url);
        var alertmanager = new AlertmanagerNotifier(endpoint, new HttpPost(), "http://localhost:8080");
        var root = Route.Settings.root("nobody")
                .with(Route.Settings.matching(new Matcher("market", Matcher.Operator.NOT_EQUAL, "PL"))
                        .to("central"));
        var tree = new RoutingTree(root, List.of(new Receiver("nobody"), new Receiver("central", alertmanager)));
        return new AlertmanagerPush(alerts, () -> tree, NotifyListener.NONE);
    }

    private void fires(String market) {
        commit(SampleAlerts.firing(SampleAlerts.PROMISE, Labels.of("market", market), start.minusSeconds(60)));
    }

    private void resolves(String market) {
        commit(SampleAlerts.resolved(SampleAlerts.PROMISE, Labels.of("market", market), start));
    }

    private void commit(Alert alert) {
        AlertState from = alert.state() == AlertState.FIRING ? AlertState.PENDING : AlertState.FIRING;
        var transition = new Transition(alert, from, alert.state(), start);
        alerts.commit(
                SampleAlerts.PROMISE,
                start.plusMillis(++commits),
                new Advance(List.of(alert), List.of(), List.of(transition)));
    }

    @Test
    void debiansAlertmanagerHoldsWhatFiresAndLetsGoOfWhatIsOver(@TempDir Path folder) throws Exception {
        try (var server = AlertmanagerServer.start(folder)) {
            AlertmanagerPush push = push(server.url());
            fires("ES");
            fires("дом \"x\"");
            fires("PL"); // is routed to nobody

            push.push(start);

            await().atMost(20, SECONDS).until(() -> server.get("alerts").size() == 2);
            JsonNode spain = alertOf("ES", server.get("alerts"));
            assertThat(spain.path("labels").path("alertname").asString()).isEqualTo("ShippingDelaySpike");
            assertThat(spain.path("labels").path("severity").asString()).isEqualTo("critical");
            assertThat(spain.path("annotations").path("summary").asString()).contains("Correo Exprés");
            assertThat(spain.path("generatorURL").asString()).startsWith("http://localhost:8080/#alert-");
            assertThat(Instant.parse(spain.path("endsAt").asString())).isEqualTo(start.plus(AlertmanagerPush.VALID));
            assertThat(alertOf("дом \"x\"", server.get("alerts"))).isNotNull();

            Instant later = start.plus(AlertmanagerPush.AGAIN);
            push.push(later);
            await().atMost(20, SECONDS).until(() -> Instant.parse(
                            alertOf("ES", server.get("alerts")).path("endsAt").asString())
                    .equals(later.plus(AlertmanagerPush.VALID)));

            resolves("ES");
            push.push(Instant.now());

            await().atMost(20, SECONDS).until(() -> server.get("alerts").size() == 1);
        }
    }

    private static JsonNode alertOf(String market, JsonNode alerts) {
        for (JsonNode alert : alerts) {
            if (alert.path("labels").path("market").asString("").equals(market)) {
                return alert;
            }
        }
        throw new AssertionError("no alert of " + market + " in " + alerts);
    }

    @Test
    void isPostedAtOnceThenEveryMinuteAndItsEndForFiveMinutes() {
        var posts = new CopyOnWriteArrayList<JsonNode>();
        try (var server = new HttpAnswers()) {
            server.will(exchange -> {
                byte[] body = exchange.getRequestBody().readAllBytes();
                posts.add(new JsonMapper().readTree(new String(body, StandardCharsets.UTF_8)));
                HttpAnswers.answer(200, "application/json", "").to(exchange);
            });
            AlertmanagerPush push = push(server.url());
            fires("ES");
            every5Seconds(push, start, Duration.ofMinutes(3));
            assertThat(posts).hasSize(4); // at once, and after one, two and three minutes
            assertThat(posts).allSatisfy(post -> assertThat(post.size()).isEqualTo(1));
            posts.clear();

            resolves("ES");
            Instant over = start.plusSeconds(185);
            every5Seconds(push, over, Duration.ofMinutes(20));

            assertThat(posts).hasSize(6); // at once, and for five minutes
            assertThat(posts)
                    .allSatisfy(post ->
                            assertThat(post.get(0).path("endsAt").asString()).isEqualTo(over.toString()));
        }
    }

    @Test
    void whatIsNotAcceptedIsPostedAgainAtTheNextTurn() {
        try (var server = new HttpAnswers()) {
            server.will(HttpAnswers.answer(503, "text/plain", "starting"));
            AlertmanagerPush push = push(server.url());
            fires("ES");
            push.push(start);
            push.push(start.plusSeconds(5));
            server.will(HttpAnswers.answer(200, "text/plain", ""));
            push.push(start.plusSeconds(10));
            push.push(start.plusSeconds(15));

            assertThat(server.asked()).hasSize(3).containsOnly("POST /api/v2/alerts");
        }
    }

    private static void every5Seconds(AlertmanagerPush push, Instant from, Duration duration) {
        for (Instant now = from; !now.isAfter(from.plus(duration)); now = now.plusSeconds(5)) {
            push.push(now);
        }
    }
}
