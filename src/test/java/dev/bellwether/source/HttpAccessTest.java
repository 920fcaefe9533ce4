package dev.bellwether.source;

import static dev.bellwether.testing.HttpAnswers.answer;
import static dev.bellwether.testing.HttpAnswers.brokenOff;
import static dev.bellwether.testing.HttpAnswers.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bellwether.source.HttpAccess.Ask;
import dev.bellwether.source.SourceException.Retry;
import dev.bellwether.testing.HttpAnswers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpAccessTest {

    private static final String PAGE = "<html>Please log in</html>";

    private final HttpAnswers server = new HttpAnswers();
    private final AtomicLong nanos = new AtomicLong();
    private Authorization authorization = Authorization.NONE;
    private Duration longest = Duration.ofSeconds(30);

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void s1GivesUpAServerThatDoesNotAnswerInTime() {
        longest = Duration.ofSeconds(1);
        var never = new CountDownLatch(1);
        server.will(exchange -> await(never));

        assertTrouble("gave no answer within 1s", Retry.LATER);
    }

    @Test
    void s1GivesUpAnAnswerThatComesDropByDrop() {
        longest = Duration.ofSeconds(1);
        server.will(exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, 0);
            for (int i = 0; i < 600; i++) {
                exchange.getResponseBody().write(' ');
                exchange.getResponseBody().flush();
                await(new CountDownLatch(1), 100);
            }
        });

        assertTrouble("gave no answer within 1s", Retry.LATER);
    }

    @Test
    void s2TellsAnAnswerThatBreaksOff() {
        server.will(brokenOff("[{\"at\":", 1000));
        assertTrouble("broke off in the middle of its answer", Retry.WORTH_IT);

        server.will(json("[{\"at\":1}"));
        assertTrouble("broke off in the middle of its answer", Retry.WORTH_IT);
    }

    @Test
    void s12StopsReadingAtTheByteCap() {
        server.will(json("[" + " ".repeat(20_000) + "]"));

        assertTrouble(
                "answers more than the 10,000 bytes allowed; ask for fewer series, or raise its max-answer-size",
                Retry.POINTLESS);
    }

    @Test
    void s13StopsUnpackingAtTheByteCap() throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write("[".getBytes(StandardCharsets.UTF_8));
            for (int i = 0; i < 100; i++) {
                gzip.write(" ".repeat(1_000_000).getBytes(StandardCharsets.UTF_8));
            }
        }
        server.will(exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
            exchange.sendResponseHeaders(200, packed.size());
            exchange.getResponseBody().write(packed.toByteArray());
        });

        assertTrouble(
                "answers more than the 10,000 bytes allowed; ask for fewer series, or raise its max-answer-size",
                Retry.POINTLESS);
    }

    @Test
    void s15TakesALoginPageForNoAnswer() {
        server.will(answer(200, "text/html", PAGE));
        assertTrouble("answers text/html, not JSON; is it a login page?", Retry.POINTLESS);

        server.will(json(PAGE));
        assertTrouble("answers what is no JSON", Retry.POINTLESS);
    }

    @Test
    void s15LeavesAServerAloneForAsLongAsItAsks() {
        server.will(answer(429, "application/json", "{}", "Retry-After", "90"));
        HttpAccess access = access();
        assertTrouble(access, "asks to be left alone for 1m30s (HTTP 429)", Retry.LATER);

        server.will(json("[]"));
        nanos.addAndGet(Duration.ofSeconds(60).toNanos());
        assertTrouble(access, "asked to be left alone for 31s more", Retry.LATER);
        assertThat(server.asked()).hasSize(1);

        nanos.addAndGet(Duration.ofSeconds(31).toNanos());
        ask(access, "/late");
        assertThat(server.asked()).hasSize(2);
    }

    @Test
    void s15UnderstandsADateToComeBackAt() {
        String inTenMinutes = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                ZonedDateTime.now(ZoneOffset.UTC).plusMinutes(10));
        server.will(answer(503, "application/json", "{}", "Retry-After", inTenMinutes));

        assertThatThrownBy(() -> ask(access(), "/late"))
                .hasMessageMatching(".* asks to be left alone for (9m\\d*s|10m) \\(HTTP 503\\)");
    }

    @Test
    void s15DoesNotFollowToAnotherServer() {
        try (var other = new HttpAnswers()) {
            server.will(answer(302, "text/html", "", "Location", other.url() + "/login?token=x"));

            assertTrouble(
                    "redirects to another server (" + other.url() + "), where nobody follows; does it want a login?",
                    Retry.POINTLESS);
            assertThat(other.asked()).isEmpty();
        }
    }

    @Test
    void followsWithinTheServer() {
        server.will(Map.of("/late", answer(302, "text/html", "", "Location", "/v2/late"), "/v2/late", json("[]")));

        ask(access(), "/late");

        assertThat(server.asked()).containsExactly("GET /late", "GET /v2/late");
    }

    @Test
    void doesNotFollowInCircles() {
        server.will(answer(302, "text/html", "", "Location", "/late"));

        assertTrouble("redirects from one address to the next without end", Retry.POINTLESS);
        assertThat(server.asked()).hasSize(4);
    }

    @Test
    void tellsAServerThatIsAway() throws IOException {
        int port;
        try (var socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        var away = new HttpAccess(target(URI.create("http://127.0.0.1:" + port)), body -> "");

        assertTrouble(away, "cannot be reached: nothing answers at http://127.0.0.1:" + port, Retry.WORTH_IT);
    }

    @Test
    void asksNoAddressThatBelongsToNoServerOfOnesOwn() {
        var metadata = new HttpAccess(target(URI.create("http://169.254.169.254")), body -> "");

        assertTrouble(metadata, "leads to 169.254.169.254, which no source may have", Retry.POINTLESS);
    }

    @Test
    void readsItsSecretAnewAndNeverTellsIt(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("token"), "first\n");
        authorization = Authorization.bearer(Secret.in(file));
        var seen = new AtomicLong();
        server.will(exchange -> {
            String header = exchange.getRequestHeaders().getFirst("Authorization");
            seen.set("Bearer second".equals(header) ? 2 : "Bearer first".equals(header) ? 1 : 0);
            answer(401, "application/json", "{}").to(exchange);
        });
        HttpAccess access = access();

        assertTrouble(access, "refuses the login (HTTP 401); look at its username, password or token", Retry.POINTLESS);
        assertThat(seen.get()).isEqualTo(1);
        Files.writeString(file, "second");
        assertThatThrownBy(() -> ask(access, "/late")).hasMessageNotContaining("second");
        assertThat(seen.get()).isEqualTo(2);
        assertThat(target(server.url()).toString()).doesNotContain("second");
        Files.delete(file);
        assertTrouble(access, "cannot be asked: the file " + file + " that holds a secret cannot be read", Retry.LATER);
    }

    @Test
    void logsInWithNameAndPassword() {
        authorization = Authorization.basic("reader", Secret.of("pässword"));
        server.will(exchange -> {
            assertThat(exchange.getRequestHeaders().getFirst("Authorization"))
                    .isEqualTo("Basic cmVhZGVyOnDDpHNzd29yZA==");
            json("[]").to(exchange);
        });

        ask(access(), "/late");

        assertThat(authorization.toString()).doesNotContain("pässword");
    }

    @Test
    void knowsOnlyTheHostsAllowed() {
        var hosts = new AllowedHosts(List.of("prometheus.example.com", "*.Internal.example.com"));

        assertThat(hosts.mistakeIn(URI.create("https://PROMETHEUS.example.com:9090/x")))
                .isEmpty();
        assertThat(hosts.mistakeIn(URI.create("http://a.internal.example.com"))).isEmpty();
        assertThat(hosts.mistakeIn(URI.create("http://internal.example.com")))
                .contains("names host internal.example.com, which is not among allowed-hosts");
        assertThat(hosts.mistakeIn(URI.create("http://evilinternal.example.com")))
                .isPresent();
        assertThat(hosts.mistakeIn(URI.create("http://prometheus.example.com.evil.org")))
                .isPresent();
        assertThat(hosts.mistakeIn(URI.create("file:///etc/passwd")))
                .contains("is no address that begins with http:// or https://");
        assertThat(hosts.mistakeIn(URI.create("http://a:b@prometheus.example.com")))
                .contains("holds a login; write it as username and password");
        assertThat(hosts.mistakeIn(URI.create("http://prömetheus.example.com")))
                .contains("names no host; write names outside ASCII in punycode (xn--…)");
        assertThatThrownBy(() -> target(URI.create("http://prometheus.example.com/?x")))
                .hasMessage("the address of source \"metrics\" has a ? or #; write only scheme, host, port and path");
    }

    private void assertTrouble(String what, Retry retry) {
        assertTrouble(access(), what, retry);
    }

    private static void assertTrouble(HttpAccess access, String what, Retry retry) {
        var trouble = catchThrowableOfType(SourceException.class, () -> ask(access, "/late"));

        assertThat(trouble).hasMessage("late_ratio: source \"metrics\" " + what);
        assertThat(trouble.retry()).isEqualTo(retry);
    }

    private static void ask(HttpAccess access, String path) {
        access.ask(Received.kpi("x"), Ask.get(access.at(path), ""), answer -> {
            try (var json = JsonStreams.open(answer.body())) {
                JsonStreams.finish(json);
            }
        });
    }

    private HttpAccess access() {
        return new HttpAccess(target(server.url()), body -> "", nanos::get);
    }

    private HttpTarget target(URI url) {
        return new HttpTarget(
                "metrics",
                url,
                authorization,
                new HttpTarget.Limits(longest, longest, 10_000, 20),
                AllowedHosts.OF_THE_SOURCES,
                Optional.empty());
    }

    private static void await(CountDownLatch latch) {
        await(latch, 60_000);
    }

    private static void await(CountDownLatch latch, long millis) {
        try {
            latch.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
