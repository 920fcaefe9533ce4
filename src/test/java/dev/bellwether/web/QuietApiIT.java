package dev.bellwether.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.alert.Alert;
import dev.bellwether.testing.ServiceProcess;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Silences, acknowledgements and feedback over HTTP, in our words and in Alertmanager's. */
class QuietApiIT extends RunningService {

    private static final String FAR = "2999-01-01T00:00:00Z";

    private double silencesActive() {
        return get("/actuator/prometheus")
                .body()
                .lines()
                .filter(line -> line.startsWith("bellwether_silences_active "))
                .mapToDouble(line -> Double.parseDouble(line.split(" ")[1]))
                .sum();
    }

    @Test
    void previewsMakesShowsAndEndsASilence() {
        Alert spain = fires("market", "ES", "case", "preview");
        fires("market", "PL", "case", "preview");
        String asked = "{\"matchers\": [\"market=\\\"ES\\\"\", \"case=preview\"], \"author\": \"ada\","
                + " \"comment\": \"moving\", \"lasts\": \"2h\"}";

        assertThat(json(post("/api/v1/silences/preview", asked)).path("alerts").size())
                .isEqualTo(1);
        double before = silencesActive(); // those of other tests
        HttpResponse<String> made = post("/api/v1/silences", asked);
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        String id = json(made).path("id").asString();

        JsonNode status = alert(spain).path("status");
        assertThat(status.path("state").asString()).isEqualTo("suppressed");
        assertThat(status.path("silenced_by").path(0).asString()).isEqualTo(id);
        assertThat(alert(spain).path("state").asString()).isEqualTo("firing");
        assertThat(silencesActive()).isEqualTo(before + 1);
        assertThat(json("/api/v1/silences/" + id).path("matchers").path(0).asString())
                .isEqualTo("market=\"ES\"");

        assertThat(delete("/api/v1/silences/" + id).statusCode()).isEqualTo(200);

        assertThat(alert(spain).path("status").path("state").asString()).isEqualTo("active");
        assertThat(json("/api/v1/silences/" + id).path("state").asString()).isEqualTo("expired");
        assertThat(delete("/api/v1/silences/" + id).statusCode()).isEqualTo(409);
    }

    @Test
    void takesRecurringSilencesAndThoseUntilResolved() {
        fires("market", "ES", "case", "recurring");
        HttpResponse<String> recurring = post(
                "/api/v1/silences",
                "{\"matchers\": [\"case=recurring\"], \"author\": \"ada\", \"comment\": \"weekends\", \"lasts\": \"30d\","
                        + " \"recurring\": {\"weekdays\": [\"saturday\", \"sunday\"], \"times\": \"18:00-08:00\","
                        + " \"zone\": \"Europe/Madrid\"}}");
        HttpResponse<String> untilResolved = post(
                "/api/v1/silences",
                "{\"matchers\": [\"case=recurring\"], \"author\": \"ada\", \"comment\": \"x\", \"lasts\": \"7d\","
                        + " \"until_resolved\": true}");
        HttpResponse<String> ofNothing = post(
                "/api/v1/silences",
                "{\"matchers\": [\"case=nothing\"], \"author\": \"ada\", \"comment\": \"x\", \"lasts\": \"7d\","
                        + " \"until_resolved\": true}");

        assertThat(json(recurring).path("recurring").path("times").asString()).isEqualTo("18:00-08:00");
        assertThat(json(untilResolved).path("until_resolved").asBoolean()).isTrue();
        assertThat(ofNothing.statusCode()).isEqualTo(400);
        assertThat(errors(ofNothing))
                .containsExactly("until_resolved: nothing fires that it catches, so it would end at once");
        String id = json(recurring).path("id").asString();
        var shown = (ObjectNode) json("/alertmanager/api/v2/silence/" + id);
        HttpResponse<String> changed = post(
                "/alertmanager/api/v2/silences",
                shown.put("comment", "every weekend").toString());
        assertThat(json(changed).path("silenceID").asString()).isEqualTo(id);
        assertThat(json("/api/v1/silences/" + id).path("comment").asString()).isEqualTo("every weekend");
        assertThat(json("/api/v1/silences/" + id).path("recurring").path("zone").asString())
                .isEqualTo("Europe/Madrid");
        delete("/api/v1/silences/" + json(untilResolved).path("id").asString());
        delete("/api/v1/silences/" + json(recurring).path("id").asString());
    }

    static Stream<Arguments> wrongSilences() {
        return Stream.of(
                wrong("{}", "matchers", "comment", "ends_at"),
                wrong(silence("\"matchers\": []"), "matchers"),
                wrong(silence("\"matchers\": [\"market=\", \"carrier=~\\\".*\\\"\"]"), "matchers"),
                wrong(silence("\"matchers\": [\"market!=ES\"]"), "matchers"),
                wrong(silence("\"matchers\": [\"market=~(\"]"), "matchers[0]"),
                wrong(silence("\"matchers\": [\"market\"]"), "matchers[0]"),
                wrong(silence("\"matchers\": \"market=ES\""), "matchers"),
                wrong(silence("\"ends_at\": \"2020-01-01T00:00:00Z\""), "ends_at"),
                wrong(
                        silence("\"starts_at\": \"2030-01-02T00:00:00Z\", \"ends_at\": \"2030-01-01T00:00:00Z\""),
                        "ends_at"),
                wrong(silence("\"starts_at\": \"2030-01-02T00:00:00Z\", \"ends_at\": \"tomorrow\""), "ends_at"),
                wrong(silence("\"lasts\": \"2 hours\""), "lasts"),
                wrong(silence("\"ends_at\": \"" + FAR + "\""), "ends_at"),
                wrong(silence("\"author\": \" \""), "author"),
                wrong(silence("\"comment\": \"a\\u0000b\""), "comment"),
                wrong(silence("\"comment\": \"" + "x".repeat(10_001) + "\""), "comment"),
                wrong(silence("\"coment\": \"x\""), "coment"),
                wrong(silence("\"until_resolved\": \"yes\""), "until_resolved"),
                wrong(
                        silence("\"recurring\": {\"weekdays\": [\"caturday\"]}"),
                        "recurring.weekdays",
                        "recurring.weekdays"),
                wrong(silence("\"recurring\": {\"times\": \"25:00-08:00\"}"), "recurring.times"),
                wrong(silence("\"recurring\": {\"zone\": \"Mars/Base\"}"), "recurring.times"),
                wrong("[]", "body"),
                wrong("{\"matchers\": ", "body"),
                wrong("{\"comment\": \"" + "x".repeat(300_000) + "\"}", "body"));
    }

    private static Arguments wrong(String json, String... fields) {
        return Arguments.of(json, List.of(fields));
    }

    /** A right one with these keys in place of its own. */
    private static String silence(String keys) {
        var right = (ObjectNode) JsonMapper.shared()
                .readTree(
                        "{\"matchers\": [\"market=ES\"], \"author\": \"ada\", \"comment\": \"x\", \"lasts\": \"1h\"}");
        JsonNode other = JsonMapper.shared().readTree("{" + keys + "}");
        if (other.has("ends_at")) {
            right.remove("lasts");
        }
        other.properties().forEach(key -> right.set(key.getKey(), key.getValue()));
        return right.toString();
    }

    @ParameterizedTest
    @MethodSource("wrongSilences")
    @DisplayName("AC 38: a wrong silence is refused with every field that is wrong")
    void refusesAWrongSilence(String json, List<String> fields) {
        int before = json("/api/v1/silences").path("silences").size();

        HttpResponse<String> answer = post("/api/v1/silences", json);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(errors(answer)).extracting(error -> error.split(": ")[0]).containsExactlyElementsOf(fields);
        assertThat(json("/api/v1/silences").path("silences").size()).isEqualTo(before);
    }

    @Test
    @DisplayName("AC 38: an unknown id is refused")
    void refusesAnUnknownId() {
        assertThat(delete("/api/v1/silences/no-such").statusCode()).isEqualTo(404);
        assertThat(get("/api/v1/silences/no-such").statusCode()).isEqualTo(404);
        assertThat(post("/api/v1/silences", silence("\"id\": \"no-such\"")).statusCode())
                .isEqualTo(404);
        assertThat(get("/alertmanager/api/v2/silence/no-such").statusCode()).isEqualTo(404);
        assertThat(delete("/alertmanager/api/v2/silence/no-such").statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({
        "matchers, '[]', matchers: are missing",
        "matchers, '[{\"name\": \"market\", \"value\": \"\", \"isRegex\": false}]', matchers: all match an empty value",
        "matchers, '[{\"name\": \"market\", \"value\": \"(\", \"isRegex\": true}]', matchers[0].value: is no regular",
        "endsAt, '\"2020-01-01T00:00:00Z\"', ends_at: is",
        "comment, '\"\"', comment: is empty",
        "id, '\"no-such\"', id: there is no silence",
    })
    @DisplayName("AC 38: in Alertmanager's form the reason is one text")
    void refusesInAlertmanagersForm(String key, String value, String reason) {
        var body = (ObjectNode) JsonMapper.shared()
                .readTree("{\"matchers\": [{\"name\": \"market\", \"value\": \"ES\", \"isRegex\": false}],"
                        + " \"startsAt\": \"" + Instant.now() + "\", \"endsAt\": \""
                        + Instant.now().plusSeconds(600) + "\", \"createdBy\": \"ada\", \"comment\": \"x\"}");
        body.set(key, JsonMapper.shared().readTree(value));

        HttpResponse<String> answer = post("/alertmanager/api/v2/silences", body.toString());

        assertThat(answer.statusCode()).isIn(400, 404);
        assertThat(json(answer).asString()).contains(reason);
    }

    @Test
    void takesNoFormsFromOtherSites() {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(URI.create(url() + "/api/v1/silences"))
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString(silence("\"author\": \"eve\""))));

        assertThat(answer.statusCode()).isEqualTo(415);
    }

    @Test
    void takesOverGivesBackAndJudgesAnAlert() {
        Alert alert = fires("market", "ES", "case", "taken");
        String path = "/api/v1/alerts/" + alert.fingerprint();

        HttpResponse<String> taken =
                post(path + "/acknowledge", "{\"owner\": \"grace\", \"note\": \"<b>\", \"lasts\": \"4h\"}");
        assertThat(taken.statusCode()).as(taken.body()).isEqualTo(200);
        assertThat(alert(alert).path("acknowledged").path("owner").asString()).isEqualTo("grace");
        assertThat(post(path + "/unacknowledge", "").statusCode()).isEqualTo(204);
        assertThat(alert(alert).path("acknowledged").isNull()).isTrue();
        assertThat(post(path + "/unacknowledge", "").statusCode()).isEqualTo(409);

        assertThat(post(path + "/feedback", "{\"verdict\": \"noise\", \"who\": \"ada\"}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(post(path + "/feedback", "{\"verdict\": \"useful\", \"who\": \"grace\", \"note\": \"after all\"}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(alert(alert).path("feedback").path("verdict").asString()).isEqualTo("useful");
        assertThat(json(path + "/feedback").size()).isEqualTo(2);
    }

    @Test
    void refusesWrongResponses() {
        Alert alert = fires("market", "ES", "case", "wrong");
        String path = "/api/v1/alerts/" + alert.fingerprint();

        assertThat(errors(post(path + "/acknowledge", "{\"until\": \"2020-01-01T00:00:00Z\"}")))
                .containsExactly("until: is in the past");
        assertThat(errors(post(path + "/acknowledge", "{\"owner\": \"a\", \"lasts\": \"90d\"}")))
                .containsExactly("until: is more than 30 days away");
        assertThat(errors(post(path + "/feedback", "{\"verdict\": \"noisy\"}")))
                .containsExactly("verdict: \"noisy\" is not known");
        assertThat(post("/api/v1/alerts/0000/acknowledge", "{\"owner\": \"a\"}").statusCode())
                .isEqualTo(404);
    }

    @Test
    @DisplayName("AC 21: every script goes through both APIs unchanged")
    void carriesEveryScript() {
        String value = "Für Kinder 玩具 עברית \u202Eمرحبا <script>\"'&\r\n🚚" + "x".repeat(10_000);
        Alert alert = fires("market", value, "case", "scripts");
        var body = (ObjectNode) JsonMapper.shared()
                .readTree("{\"matchers\": [{\"name\": \"market\", \"isRegex\": false}]," + " \"endsAt\": \""
                        + Instant.now().plusSeconds(600) + "\"}");
        ((ObjectNode) body.path("matchers").path(0)).put("value", value);
        body.put("createdBy", "Zoë <zoe@example.com>").put("comment", value.substring(0, 60));

        HttpResponse<String> made = post("/alertmanager/api/v2/silences", body.toString());
        assertThat(made.statusCode()).as(made.body()).isEqualTo(200);
        String id = json(made).path("silenceID").asString();

        JsonNode kept = json("/alertmanager/api/v2/silence/" + id);
        assertThat(kept.path("matchers").path(0).path("value").asString()).isEqualTo(value);
        assertThat(kept.path("comment").asString()).isEqualTo(value.substring(0, 60));
        assertThat(alert(alert).path("labels").path("market").asString()).isEqualTo(value);
        assertThat(alert(alert).path("status").path("silenced_by").path(0).asString())
                .isEqualTo(id);
        delete("/alertmanager/api/v2/silence/" + id);
    }

    @Test
    void answersAsAlertmanagerDoes() {
        Alert alert = fires("market", "ES", "case", "shape");
        JsonNode status = json("/alertmanager/api/v2/status");
        assertThat(status.path("cluster").path("status").asString()).isEqualTo("disabled");
        assertThat(status.path("config").path("original").isString()).isTrue();
        assertThat(status.path("versionInfo").propertyNames())
                .containsExactlyInAnyOrder("version", "revision", "branch", "buildUser", "buildDate", "goVersion");
        assertThat(Instant.parse(status.path("uptime").asString())).isBefore(Instant.now());
        assertThat(json("/alertmanager/api/v2/receivers").path(0).path("name").asString())
                .isEqualTo("operations");

        JsonNode shown =
                json("/alertmanager/api/v2/alerts?filter=case%3D%22shape%22").path(0);
        assertThat(shown.path("fingerprint").asString()).isEqualTo(alert.fingerprint());
        assertThat(shown.path("labels").path("alertname").asString()).isEqualTo("ShippingDelaySpike");
        assertThat(shown.path("labels").path("severity").asString()).isEqualTo("critical");
        assertThat(shown.path("status").path("state").asString()).isEqualTo("active");
        for (String list : List.of("silencedBy", "inhibitedBy", "mutedBy")) {
            assertThat(shown.path("status").path(list).isArray()).isTrue();
        }
        assertThat(shown.path("generatorURL").asString()).endsWith("/alerts/" + alert.fingerprint());

        assertThat(json("/alertmanager/api/v2/alerts?filter=case%3D~%22a%2Cb%7Cshape%22")
                        .size())
                .isEqualTo(1); // a comma in a matcher is no second matcher

        JsonNode group = json("/alertmanager/api/v2/alerts/groups?filter=case%3Dshape&receiver=oper.*")
                .path(0);
        assertThat(group.path("receiver").path("name").asString()).isEqualTo("operations");
        assertThat(group.path("labels").path("alertname").asString()).isEqualTo("ShippingDelaySpike");
        assertThat(group.path("alerts").size()).isEqualTo(1);
        assertThat(json("/alertmanager/api/v2/alerts/groups?receiver=oper").size())
                .isZero();

        assertThat(get("/alertmanager/-/healthy").body()).isEqualTo("OK");
        assertThat(get("/alertmanager/-/ready").statusCode()).isEqualTo(200);
        assertThat(get("/alertmanager/metrics").body()).contains("alertmanager_build_info{", "version=\"0.28.0\"} 1");
        assertThat(get("/alertmanager/api/v2/alerts?filter=nonsense").statusCode())
                .isEqualTo(400);
    }

    @Test
    @DisplayName("AC 20: a batch of posted alerts is refused as a whole, and the answer says why (docs/decisions/0016)")
    void takesNoAlerts() {
        HttpResponse<String> answer = post("/alertmanager/api/v2/alerts", """
                [{"labels": {"alertname": "Posted", "market": "ES"}}, {"labels": {}}]""");

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("rules");
        assertThat(get("/alertmanager/api/v2/alerts").body()).doesNotContain("Posted");
    }

    @Test
    void recordsWhoDidWhatAndEachReload() throws Exception {
        Alert alert = fires("market", "ES", "case", "audit");
        String path = "/api/v1/alerts/" + alert.fingerprint();
        post(path + "/acknowledge", "{\"owner\": \"grace\"}");
        post(path + "/feedback", "{\"verdict\": \"noise\", \"who\": \"ada\"}");
        String id = json(post("/api/v1/silences", silence("\"author\": \"zoe\"")))
                .path("id")
                .asString();
        delete("/api/v1/silences/" + id);

        assertThat(deeds(4))
                .containsExactly(
                        "admin-token silence_ended " + id,
                        "admin-token silence_created " + id,
                        "admin-token alert_judged " + alert.fingerprint(),
                        "admin-token alert_acknowledged " + alert.fingerprint());
        Files.writeString(RULES.resolve("wrong.drl"), "rule");
        ServiceProcess.awaitUntil(Duration.ofSeconds(60), () -> assertThat(deeds(1))
                .containsExactly("bellwether files_reloaded_in_part rules"));
        assertThat(get("/api/v1/audit?limit=0").statusCode()).isEqualTo(400);
    }

    private List<String> deeds(int limit) {
        return StreamSupport.stream(
                        json("/api/v1/audit?limit=" + limit).path("deeds").spliterator(), false)
                .map(deed -> String.join(
                        " ",
                        deed.path("who").asString(),
                        deed.path("action").asString(),
                        deed.path("subject").asString()))
                .toList();
    }

    private JsonNode alert(Alert alert) {
        return json("/api/v1/alerts/" + alert.fingerprint()).path("alerts").path(0);
    }

    private static List<String> errors(HttpResponse<String> answer) {
        return StreamSupport.stream(json(answer).path("errors").spliterator(), false)
                .map(error -> error.path("field").asString() + ": "
                        + error.path("what").asString())
                .toList();
    }
}
