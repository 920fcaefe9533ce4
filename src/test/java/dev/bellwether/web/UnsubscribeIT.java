package dev.bellwether.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.access.LinkSeal;
import dev.bellwether.access.Subscription;
import dev.bellwether.alert.Alert;
import dev.bellwether.notify.Links;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** "Stop these mails" against the running service, as people and as mail readers press it. */
class UnsubscribeIT extends RunningService {

    private static final String ALL = "/api/v1/notifications/unsubscribed";
    private static final String READER = "operations@localhost";

    @Autowired
    private Links links;

    @Autowired
    private LinkSeal seal;

    private HttpResponse<String> look(String path) {
        return sendAsItIs(HttpRequest.newBuilder(URI.create(url() + path)));
    }

    private HttpResponse<String> press(String path, String type, String body) {
        return sendAsItIs(HttpRequest.newBuilder(URI.create(url() + path))
                .header("Content-Type", type)
                .POST(BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> press(String path, String body) {
        return press(path, "application/x-www-form-urlencoded", body);
    }

    @Test
    @DisplayName("RFC 8058: a POST without session or token unsubscribes; opening the link does not")
    void stopsAndBeginsAgain() {
        Alert alert = fires("market", "ES", "case", "unsubscribe");
        String path = URI.create(links.unsubscribe("operations", READER).orElseThrow())
                .getPath();

        assertThat(look(path).body()).contains("Stop these mails", READER, "<form");
        assertThat(json(ALL).path("unsubscribed").size()).isZero();

        HttpResponse<String> stopped = press(path, "List-Unsubscribe=One-Click");
        press(path, "List-Unsubscribe=One-Click"); // mail readers may press twice

        assertThat(stopped.statusCode()).isEqualTo(200);
        assertThat(stopped.body()).contains("You get no more of these mails", "Undo");
        assertThat(json(ALL).path("unsubscribed").path(0).path("address").asString())
                .isEqualTo(READER);
        assertThat(get("/").body()).contains("Nobody is left at receiver", READER + " has unsubscribed");
        assertThat(get("/silences").body()).contains("Unsubscribed", READER);
        assertThat(get("/api/v1/alerts/" + alert.fingerprint() + "/trace").body())
                .contains(READER + " wants no more mails of receiver");
        assertThat(get("/api/v1/audit?limit=1").body()).contains(READER + " (by link)", "unsubscribed");

        assertThat(press(path, "undo=true").body()).contains("You get these mails again.");
        assertThat(json(ALL).path("unsubscribed").size()).isZero();
        assertThat(get("/").body()).doesNotContain("Nobody is left at receiver");
    }

    @Test
    void takesTheOtherFormThatMailReadersSend() {
        String path = "/unsubscribe/" + seal.seal(new Subscription("operations", "multi@example.com"));
        String form = "--x\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n--x--\r\n";

        assertThat(press(path, "multipart/form-data; boundary=x", form).statusCode())
                .isEqualTo(200);

        assertThat(get(ALL).body()).contains("multi@example.com");
        assertThat(delete(ALL + "?receiver=operations&address=multi@example.com")
                        .statusCode())
                .isEqualTo(204);
        assertThat(get(ALL).body()).doesNotContain("multi@example.com");
        HttpResponse<String> again = delete(ALL + "?receiver=operations&address=multi@example.com");
        assertThat(again.statusCode()).isEqualTo(404);
        assertThat(again.body()).contains("has not unsubscribed");
    }

    @Test
    void refusesWhatItHasNotSealedForThis() {
        Alert alert = fires("market", "ES", "case", "unsubscribe-wrong");
        String foreign = new LinkSeal(new byte[32]).seal(new Subscription("operations", READER));
        String ofAnAlert = URI.create(links.acknowledge(alert, READER).orElseThrow())
                .getPath()
                .replace("/links/", "");
        String ofMails = seal.seal(new Subscription("operations", READER));

        for (String sealed : new String[] {foreign, ofAnAlert, "a.b", "none"}) {
            assertThat(press("/unsubscribe/" + sealed, "List-Unsubscribe=One-Click")
                            .statusCode())
                    .as(sealed)
                    .isEqualTo(404);
        }
        assertThat(look("/links/" + ofMails).statusCode()).isEqualTo(404);
        assertThat(get(ALL).body()).doesNotContain(READER);
    }
}
