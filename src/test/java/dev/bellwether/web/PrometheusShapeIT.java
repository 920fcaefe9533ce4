package dev.bellwether.web;

import static dev.bellwether.web.RuleGroupsViewTest.ALL;
import static dev.bellwether.web.RuleGroupsViewTest.NOON;
import static dev.bellwether.web.RuleGroupsViewTest.WELL;
import static dev.bellwether.web.RuleGroupsViewTest.firing;
import static dev.bellwether.web.RuleGroupsViewTest.view;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.bellwether.testing.PrometheusServer;
import dev.bellwether.web.PrometheusDocuments.Answer;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Our answers beside those of a real Prometheus. */
class PrometheusShapeIT {

    /** Field by field as a real Prometheus answers for a rule that fires and one that does not. */
    @Test
    void hasEveryFieldOfARealPrometheusInItsType(@TempDir Path folder) throws Exception {
        String rules = """
                groups:
                  - name: probe
                    rules:
                      - {alert: Fires, expr: vector(1), labels: {severity: info}, annotations: {summary: it fires}}
                      - {alert: IsQuiet, expr: vector(1) > 2, for: 1m}
                """;
        try (PrometheusServer server = PrometheusServer.ruling(rules, folder)) {
            JsonNode theirs = await().atMost(Duration.ofSeconds(60))
                    .until(() -> get(server, "/api/v1/rules"), answer -> answer.toString()
                            .contains("\"state\":\"firing\""));
            JsonNode ours =
                    json(Answer.of(view(Optional.of(WELL), Map.of(), firing()).groups(ALL)));

            hasShapeOf(theirs, ours, "rules");
            hasShapeOf(
                    get(server, "/api/v1/alerts"),
                    json(Answer.of(view(Optional.of(WELL), Map.of(), firing()).alerts())),
                    "alerts");
            var api = new PrometheusApi(() -> view(Optional.of(WELL), Map.of()), () -> NOON);
            hasShapeOf(get(server, "/api/v1/status/buildinfo"), json(api.buildInfo()), "buildinfo");
            for (String query : List.of("1%2B1", "vector(1)", "7%2F2")) {
                JsonNode answer = get(server, "/api/v1/query?time=4&query=" + query);
                String asked = URLDecoder.decode(query, StandardCharsets.UTF_8);
                assertThat(json(api.query(asked, "4"))).isEqualTo(answer);
            }
        }
    }

    private static void hasShapeOf(JsonNode theirs, JsonNode ours, String path) {
        assertThat(ours.getNodeType()).as(path).isEqualTo(theirs.getNodeType());
        boolean isMapOfPeoples = path.endsWith("labels") || path.endsWith("annotations");
        if (theirs.isObject() && !isMapOfPeoples) {
            theirs.propertyStream().forEach(field -> {
                assertThat(ours.has(field.getKey()))
                        .as(path + "." + field.getKey())
                        .isTrue();
                hasShapeOf(field.getValue(), ours.get(field.getKey()), path + "." + field.getKey());
            });
        } else if (theirs.isArray() && !theirs.isEmpty()) {
            assertThat(ours.isEmpty()).as(path).isFalse();
            hasShapeOf(theirs.get(0), ours.get(0), path + "[]");
        }
    }

    private static JsonNode json(Object document) {
        return JsonMapper.shared().readTree(JsonMapper.shared().writeValueAsString(document));
    }

    private static JsonNode get(PrometheusServer server, String path) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(server.url() + path)).build();
        return JsonMapper.shared()
                .readTree(HttpClient.newHttpClient()
                        .send(request, BodyHandlers.ofString())
                        .body());
    }
}
