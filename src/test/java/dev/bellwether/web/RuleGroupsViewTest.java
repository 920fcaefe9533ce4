package dev.bellwether.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.bellwether.alert.Alert;
import dev.bellwether.alert.AlertRule;
import dev.bellwether.alert.AlertRule.Scope;
import dev.bellwether.evaluate.Evaluation.Outcome;
import dev.bellwether.kpi.Grain;
import dev.bellwether.kpi.Kpi;
import dev.bellwether.kpi.Labels;
import dev.bellwether.testing.Kpis;
import dev.bellwether.testing.PrometheusServer;
import dev.bellwether.testing.SampleAlerts;
import dev.bellwether.web.LastEvaluations.Ended;
import dev.bellwether.web.PrometheusDocuments.Answer;
import dev.bellwether.web.PrometheusDocuments.RuleEntry;
import dev.bellwether.web.PrometheusDocuments.RuleGroup;
import dev.bellwether.web.RuleGroupsView.Wanted;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RuleGroupsViewTest {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final Wanted ALL = new Wanted(Set.of(), Set.of(), Set.of(), true);
    private static final AlertRule RULE = SampleAlerts.rule(Scope.SERIES, SampleAlerts.PROMISE);
    private static final String TEXT = "Snapshot( kpi == \"shipment_within_promise_probability\", delta <= -0.08 )";
    private static final Kpi HOURLY =
            Kpis.kpi(SampleAlerts.PROMISE.value()).grain(Grain.HOUR).build();
    private static final Ended WELL = new Ended(NOON, Duration.ofMillis(12), Outcome.OK, "");

    private static RuleGroupsView view(Optional<Ended> last, Map<String, String> setAside, Alert... active) {
        return new RuleGroupsView(
                Map.of(RULE, TEXT),
                setAside,
                List.of(active),
                id -> Optional.of(HOURLY),
                id -> last,
                path -> "https://wiki.example.com/" + path);
    }

    private static Alert firing() {
        return SampleAlerts.firing(SampleAlerts.PROMISE, Labels.of("market", "ES"), NOON);
    }

    @Test
    void aFileIsAGroup() {
        RuleGroup group =
                view(Optional.of(WELL), Map.of(), firing()).groups(ALL).groups().get(0);

        assertThat(group.name()).isEqualTo("logistics");
        assertThat(group.file()).isEqualTo("rules/logistics.drl");
        assertThat(group.interval()).isEqualTo(3600);
        assertThat(group.lastEvaluation()).isEqualTo(NOON);
        RuleEntry rule = group.rules().get(0);
        assertThat(rule.query()).isEqualTo(TEXT);
        assertThat(rule.state()).isEqualTo("firing");
        assertThat(rule.health()).isEqualTo("ok");
        assertThat(rule.duration()).as("2 of 3 of an hourly KPI").isEqualTo(3600);
        assertThat(rule.keepFiringFor()).isEqualTo(Duration.ofDays(2).toSeconds());
        assertThat(rule.annotations().get("runbook_url"))
                .isEqualTo("https://wiki.example.com/docs/runbooks/shipping-delay-spike.md");
        assertThat(rule.alerts()).hasSize(1);
    }

    @Test
    void aRuleThatHasNotRunIsUnknownAndOneWhoseSourceFailedIsAnError() {
        var failed = new Ended(NOON, Duration.ZERO, Outcome.SOURCE_FAILED, "connection refused");

        RuleEntry fresh = onlyRule(view(Optional.empty(), Map.of()));
        RuleEntry ill = onlyRule(view(Optional.of(failed), Map.of()));

        assertThat(fresh.health()).isEqualTo("unknown");
        assertThat(fresh.state()).isEqualTo("inactive");
        assertThat(ill.health()).isEqualTo("err");
        assertThat(ill.lastError()).isEqualTo("connection refused");
    }

    @Test
    void aRuleThatIsSetAsideIsListedWithWhatItThrew() {
        var groups = view(Optional.of(WELL), Map.of("Runaway", "divides by zero"))
                .groups(ALL)
                .groups();

        RuleEntry aside = groups.get(1).rules().get(0);
        assertThat(aside.labels()).containsEntry("mode", "quarantined");
        assertThat(aside.health()).isEqualTo("err");
        assertThat(aside.lastError()).isEqualTo("divides by zero");
    }

    @Test
    void anAlertOfNoFileIsFoundUnderARuleToo() {
        Alert group = SampleAlerts.firingGroup(SampleAlerts.PROMISE, Labels.of("carrier", "correo"), NOON);

        var rules = view(Optional.of(WELL), Map.of(), firing(), group)
                .groups(new Wanted(Set.of("CarrierOutageMultiMarket"), Set.of(), Set.of(), true))
                .groups();

        assertThat(rules).hasSize(1);
        assertThat(rules.get(0).rules().get(0).alerts()).hasSize(1);
    }

    @Test
    void namesGroupsAndFilesNarrowItDown() {
        RuleGroupsView view = view(Optional.of(WELL), Map.of(), firing());

        assertThat(view.groups(new Wanted(Set.of("Other"), Set.of(), Set.of(), true))
                        .groups())
                .isEmpty();
        assertThat(view.groups(new Wanted(Set.of(), Set.of("sellers"), Set.of(), true))
                        .groups())
                .isEmpty();
        assertThat(view.groups(new Wanted(Set.of(), Set.of(), Set.of("rules/logistics.drl"), true))
                        .groups())
                .hasSize(1);
        assertThat(view.groups(new Wanted(Set.of("ShippingDelaySpike"), Set.of(), Set.of(), false))
                        .groups()
                        .get(0)
                        .rules()
                        .get(0)
                        .alerts())
                .isNull();
    }

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

    private static RuleEntry onlyRule(RuleGroupsView view) {
        return view.groups(ALL).groups().get(0).rules().get(0);
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
