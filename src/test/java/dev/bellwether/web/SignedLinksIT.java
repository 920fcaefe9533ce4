package dev.bellwether.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.access.LinkSeal;
import dev.bellwether.access.Mandate;
import dev.bellwether.alert.Alert;
import dev.bellwether.notify.Links;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Links of mails against the running service, without signing in. */
class SignedLinksIT extends RunningService {

    private static final String READER = "ada@example.com";

    @Autowired
    private Links links;

    @Autowired
    private LinkSeal seal;

    @Test
    void opensWithoutActingAndActsOnceByItsButton() {
        Alert alert = fires("market", "ES", "case", "link");
        String path = path(links.acknowledge(alert, READER));

        for (int scanner = 0; scanner < 3; scanner++) {
            HttpResponse<String> page = look(path);
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.body()).contains("You have it for 4 hours", READER, "<form");
            assertThat(page.headers().firstValue("Referrer-Policy")).hasValue("no-referrer");
        }
        assertThat(shown(alert).path("acknowledged").isNull()).isTrue();

        assertThat(press(path).body()).contains("You have this alert for 4 hours.");
        assertThat(shown(alert).path("acknowledged").path("owner").asString()).isEqualTo(READER);
        assertThat(get("/api/v1/audit?limit=1").body()).contains(READER + " (by link)", "alert_acknowledged");

        assertThat(press(path).statusCode()).isEqualTo(410);
        assertThat(look(path).body()).contains("This was done already").doesNotContain("<form");
    }

    @Test
    void silencesThisAlertAndNotesWhatTheMailWasWorth() {
        Alert alert = fires("market", "ES", "case", "link-silence");
        Alert other = fires("market", "PL", "case", "link-silence");

        assertThat(press(path(links.silence(alert, READER))).body()).contains("It is silent for 4 hours.");
        assertThat(press(path(links.feedback(alert, "noise", READER))).body()).contains("Thank you.");

        assertThat(shown(alert).path("status").path("state").asString()).isEqualTo("suppressed");
        assertThat(shown(other).path("status").path("state").asString()).isEqualTo("active");
        assertThat(shown(alert).path("feedback").path("verdict").asString()).isEqualTo("noise");
    }

    @Test
    void refusesWhatWasChangedOrIsTooOldOrOfAnEarlierAlert() {
        Alert alert = fires("market", "ES", "case", "link-wrong");
        String sound = path(links.acknowledge(alert, READER));
        char last = sound.charAt(12);
        String changed = sound.substring(0, 12) + (last == 'A' ? 'B' : 'A') + sound.substring(13);
        String foreign = "/links/" + new LinkSeal(new byte[32]).seal(mandate(alert, alert.activeAt(), later()));
        String old = "/links/" + seal.seal(mandate(alert, alert.activeAt(), Instant.now()));
        String earlier = "/links/" + seal.seal(mandate(alert, alert.activeAt().minusSeconds(60), later()));

        for (String path : new String[] {changed, foreign, "/links/a.b", "/links/none"}) {
            assertThat(press(path).statusCode()).as(path).isEqualTo(404);
            assertThat(look(path).body()).contains("This is no link of ours");
        }
        assertThat(press(old).statusCode()).isEqualTo(410);
        assertThat(look(old).body()).contains("This link is too old");
        assertThat(press(earlier).statusCode()).isEqualTo(410);
        assertThat(look(earlier).body()).contains("This alert is over");
        assertThat(shown(alert).path("acknowledged").isNull()).isTrue();
    }

    private static Instant later() {
        return Instant.now().plus(Duration.ofDays(1));
    }

    private static Mandate mandate(Alert alert, Instant activeAt, Instant expires) {
        return new Mandate("acknowledge", alert.fingerprint(), activeAt, READER, expires);
    }

    private static String path(Optional<String> link) {
        return URI.create(link.orElseThrow()).getPath();
    }

    private HttpResponse<String> look(String path) {
        return sendAsItIs(HttpRequest.newBuilder(URI.create(url() + path)));
    }

    private HttpResponse<String> press(String path) {
        return sendAsItIs(HttpRequest.newBuilder(URI.create(url() + path)).POST(BodyPublishers.noBody()));
    }

    private JsonNode shown(Alert alert) {
        return json("/api/v1/alerts/" + alert.fingerprint()).path("alerts").path(0);
    }
}
