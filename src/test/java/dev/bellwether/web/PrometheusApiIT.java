package dev.bellwether.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.access.Role;
import dev.bellwether.testing.Accounts;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What Grafana asks of a Prometheus before it lists rules. */
class PrometheusApiIT extends RunningService {

    @Test
    void listsAnAlertThatFiresUnderItsRule() {
        fires("market", "QP");

        JsonNode groups = json("/prometheus/api/v1/rules?type=alert&rule_name%5B%5D=ShippingDelaySpike")
                .path("data")
                .path("groups");
        JsonNode alerts = json("/prometheus/api/v1/alerts").path("data").path("alerts");

        assertThat(groups.get(0).path("rules").get(0).path("state").asString()).isEqualTo("firing");
        assertThat(alerts.toString()).contains("\"market\":\"QP\"", "\"state\":\"firing\"");
    }

    @Test
    void theProbesOfTheDataSourceAreAnswered() {
        JsonNode sum = json("/prometheus/api/v1/query?query=1%2B1&time=4");
        HttpResponse<String> posted = sendAsItIs(Accounts.as(
                Role.VIEWER,
                HttpRequest.newBuilder(URI.create(url() + "/prometheus/api/v1/query"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString("query=vector(1)&time=1790000000.5"))));
        JsonNode build = json("/prometheus/api/v1/status/buildinfo");

        assertThat(sum.path("data").toString()).isEqualTo("{\"resultType\":\"scalar\",\"result\":[4,\"2\"]}");
        assertThat(posted.statusCode()).as(posted.body()).isEqualTo(200);
        assertThat(posted.body()).contains("\"resultType\":\"vector\"", "1790000000.5");
        assertThat(build.path("data").path("version").asString()).matches("2\\.\\d+\\.\\d+");
    }

    @Test
    void whatIsNotServedIsSaidPlainly() {
        HttpResponse<String> series = get("/prometheus/api/v1/query?query=up");
        HttpResponse<String> type = get("/prometheus/api/v1/rules?type=allert");
        HttpResponse<String> ruler = get("/prometheus/api/v1/rules/test/test");

        assertThat(series.statusCode()).isEqualTo(400);
        assertThat(json(series).path("errorType").asString()).isEqualTo("bad_data");
        assertThat(series.body()).contains("1+1", "/actuator/prometheus");
        assertThat(type.statusCode()).isEqualTo(400);
        assertThat(type.body()).contains("allert", "alert or record");
        assertThat(ruler.statusCode()).isEqualTo(404);
        assertThat(ruler.body()).contains("page not found");
    }
}
