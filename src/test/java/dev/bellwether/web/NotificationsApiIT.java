package dev.bellwether.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.alert.Alert;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What was sent and why nothing was, over HTTP. */
class NotificationsApiIT extends RunningService {

    @Test
    void saysThatNothingWasSentAndWhy() {
        Alert alert = fires("market", "ES", "case", "trace");

        JsonNode sent = json("/api/v1/notifications?alert=" + alert.fingerprint());
        assertThat(sent.path("version").asInt()).isEqualTo(1);
        assertThat(sent.path("notifications").isEmpty()).isTrue();
        JsonNode trace = json("/api/v1/alerts/" + alert.fingerprint() + "/trace");
        assertThat(trace.path("state").asString()).isEqualTo("firing");
        assertThat(trace.path("steps").path(0).path("goes_on").asBoolean()).isTrue();
        assertThat(trace.path("steps").toString()).contains("receiver", "operations");
        assertThat(json("/api/v1/notifications/trouble").path("deliveries").isArray())
                .isTrue();
        assertThat(get("/alerts/" + alert.fingerprint()).body()).contains("What was sent", "nothing yet");
    }

    @Test
    void refusesWhatItDoesNotUnderstand() {
        assertThat(get("/api/v1/notifications?since=yesterday").statusCode()).isEqualTo(400);
        assertThat(get("/api/v1/notifications?limit=0").statusCode()).isEqualTo(400);
        assertThat(get("/api/v1/alerts/0000/trace").statusCode()).isEqualTo(404);
    }
}
