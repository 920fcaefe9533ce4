package dev.bellwether.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.access.Role;
import dev.bellwether.alert.AlertState;
import dev.bellwether.testing.Accounts;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@SpringBootTest(
        classes = SampleConsole.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {"server.address=127.0.0.1", SampleConsole.WITHOUT_HEALTH})
class AlertsPageIT {

    private static final String HTML = "text/html,application/xhtml+xml,*/*;q=0.8";

    private final HttpClient client = HttpClient.newHttpClient();

    @LocalServerPort
    private int port;

    @Autowired
    private SampleAlerts alerts;

    @Autowired
    private AtomicReference<ServiceStatus> status;

    @BeforeEach
    void isABadMorning() {
        alerts.clear();
        SampleAlerts.badMorning().active().forEach(alerts::add);
        SampleAlerts.badMorning()
                .resolvedAfter(SampleAlerts.NOW.minusSeconds(86_400))
                .forEach(alerts::add);
        status.set(SampleConsole.WELL);
    }

    @Test
    void saysWhatFiresSinceWhenAndWhy() throws Exception {
        String page = get("/", HTML).body();

        assertThat(page)
                .contains("6 alerts fire")
                .contains("ES via correo: 45.3 % arrive in time, expected 78.1 %")
                .contains("32.8 points below")
                .contains("Evaluated <time datetime=\"2026-11-22T12:03:08Z\"")
                .contains("datetime=\"2026-11-22T09:00:00Z\" title=\"since Sun 22 Nov 2026, 09:00 UTC\">3 h</time>")
                .contains("delta &lt;= -0.08", "delta = -0.328")
                .contains("href=\"https://wiki.example.com/docs/runbooks/ShippingDelaySpike.md\"")
                .contains("logistics-ops", "rules/logistics.drl:14");
    }

    @Test
    void putsGroupAlertsFirstWithTheReadingsOfTheirSeries() throws Exception {
        String page = get("/", HTML).body();

        assertThat(page.indexOf("correo fails in 3 markets: BR, ES, PL"))
                .isPositive()
                .isLessThan(page.indexOf("ES via correo"));
        assertThat(page).contains("38.8 %, expected 78.1 %", "3 series");
    }

    @Test
    void ordersFiringBeforePendingBeforeResolved() throws Exception {
        String page = get("/", HTML).body();

        assertThat(page.indexOf("id=\"firing\"")).isPositive().isLessThan(page.indexOf("id=\"pending\""));
        assertThat(page.indexOf("id=\"pending\"")).isLessThan(page.indexOf("id=\"resolved\""));
        assertThat(page.indexOf("9.4 % of card payments fail")).isGreaterThan(page.indexOf("id=\"resolved\""));
    }

    @Test
    void escapesWhatLabelsAndSummariesBring() throws Exception {
        String page = get("/", HTML).body();

        assertThat(page)
                .doesNotContain("<img src=x", "<svg onload", "<script>")
                .contains("&lt;img src=x onerror=alert(1)&gt;", "Für Kinder 玩具 &amp; &quot;mehr&quot;");
    }

    @Test
    void saysCalmlyThatNothingFires() throws Exception {
        alerts.clear();

        assertThat(get("/", HTML).body())
                .contains("Nothing fires", "All quiet.", "shipment_within_promise_probability", "96</span> series");
    }

    @Test
    void namesTheTroublesOfTheServiceAndWhatTheyMean() throws Exception {
        status.set(SampleConsole.ILL);

        assertThat(get("/", HTML).body())
                .contains("rules/checkout.drl:14: unknown KPI &quot;checkout_conversion&quot;")
                .contains("The rules of 22 Nov 08:12 UTC stay in force.")
                .contains("Source &quot;warehouse&quot; does not answer");
    }

    @Test
    void showsAtMostTwoHundredOfAKind() throws Exception {
        IntStream.range(0, 300)
                .mapToObj(i -> SampleAlerts.shippingDelay("M" + i, 0.4, AlertState.FIRING))
                .forEach(alerts::add);

        String page = get("/", HTML).body();

        assertThat(page).contains("306 alerts fire", "and 105 more");
        assertThat(page.split("<article", -1).length - 1).isLessThanOrEqualTo(200 + 10);
    }

    @Test
    void tellsBrowsersToLoadNothingFromElsewhere() throws Exception {
        var headers = get("/", HTML).headers();

        assertThat(headers.firstValue("Content-Security-Policy")).hasValueSatisfying(policy -> assertThat(policy)
                .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'self'")
                .doesNotContain("unsafe"));
        assertThat(headers.firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(headers.firstValue("Referrer-Policy")).hasValue("same-origin");
        assertThat(get("/console/console.css", "*/*").headers().firstValue("Content-Security-Policy"))
                .isPresent();
    }

    @Test
    void writesTheAlertsAsJson() throws Exception {
        JsonNode document = json(get("/api/v1/alerts", "application/json"));

        assertThat(document.path("version").asInt()).isEqualTo(1);
        assertThat(document.path("alerts").size()).isEqualTo(7);
        JsonNode spain = document.path("alerts").path(1);
        assertThat(spain.path("alertname").asString()).isEqualTo("ShippingDelaySpike");
        assertThat(spain.path("labels").path("market").asString()).isEqualTo("ES");
        assertThat(spain.path("active_at").asString()).isEqualTo("2026-11-22T09:00:00Z");
        assertThat(spain.path("resolved_at").isNull()).isTrue();
        assertThat(spain.path("value").asDouble()).isEqualTo(0.453);
        assertThat(spain.path("unit").asString()).isEqualTo("ratio");
        JsonNode outage = document.path("alerts").path(0);
        assertThat(outage.path("expected").isNull()).isTrue();
        assertThat(outage.path("evidence").path(0).path("market").asString()).isEqualTo("BR");
    }

    @Test
    void writesTheStatesAskedForAndSingleAlerts() throws Exception {
        JsonNode resolved = json(get("/api/v1/alerts?state=resolved", "*/*"));
        String fingerprint = resolved.path("alerts").path(0).path("fingerprint").asString();

        assertThat(resolved.path("alerts").size()).isEqualTo(1);
        assertThat(json(get("/api/v1/alerts?state=pending", "*/*"))
                        .path("alerts")
                        .size())
                .isEqualTo(1);
        assertThat(json(get("/api/v1/alerts/" + fingerprint, "*/*"))
                        .path("alerts")
                        .size())
                .isEqualTo(1);
    }

    @Test
    void answersMistakesOfProgramsWithProblems() throws Exception {
        HttpResponse<String> unknownState = get("/api/v1/alerts?state=fireing", "application/json");
        HttpResponse<String> unknownAlert = get("/api/v1/alerts/0000", "*/*");
        HttpResponse<String> unknownPath = get("/api/v1/alarms", HTML);
        HttpResponse<String> notATime = get("/api/v1/alerts?resolved_after=yesterday", "*/*");

        assertThat(unknownState.statusCode()).isEqualTo(400);
        assertThat(json(unknownState).path("detail").asString())
                .isEqualTo("state \"fireing\" is not known; did you mean \"firing\"?");
        assertThat(unknownAlert.statusCode()).isEqualTo(404);
        assertThat(unknownPath.statusCode()).isEqualTo(404);
        assertThat(notATime.statusCode()).isEqualTo(400);
        for (HttpResponse<String> answer : new HttpResponse[] {unknownState, unknownAlert, unknownPath, notATime}) {
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        }
    }

    @Test
    void answersMistakesOfPeopleWithAPage() throws Exception {
        HttpResponse<String> answer = get("/nowhere", HTML);

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("There is nothing at /nowhere.", "To the alerts");
        assertThat(answer.headers().firstValue("Content-Security-Policy")).isPresent();
    }

    private HttpResponse<String> get(String path, String accept) throws IOException, InterruptedException {
        return client.send(
                Accounts.as(Role.VIEWER, HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)))
                        .header("Accept", accept)
                        .build(),
                BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body());
    }
}
