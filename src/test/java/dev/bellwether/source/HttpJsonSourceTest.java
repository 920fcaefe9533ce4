package dev.bellwether.source;

import static dev.bellwether.source.Received.DAY;
import static dev.bellwether.testing.HttpAnswers.answer;
import static dev.bellwether.testing.HttpAnswers.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.kpi.Kpi;
import dev.bellwether.testing.HttpAnswers;
import dev.bellwether.testing.Kpis;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpJsonSourceTest {

    private final HttpAnswers server = new HttpAnswers();
    private final Received received = new Received();
    private final HttpJsonSource source = source(20);

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void readsRowsNamedAsTheColumnsAre() {
        server.will(json("""
                [{"market": "ES", "at": "2026-01-05T01:00:00Z", "value": 0.1, "sample": 10},
                 {"market": "PL", "at": 1767578400, "value": "2e-1"},
                 {"market": 7, "at": 1767582000000, "value": 3, "sample": null, "more": [1, {"a": 2}]},
                 {"at": "2026-01-06", "value": 4},
                 {"market": "ES", "at": "2026-01-07T01:00:00Z", "value": 5}]
                """));

        fetch("/late");

        assertThat(received.rows())
                .containsExactly(
                        "[ES] 2026-01-05T01:00:00Z 0.1 of 10.0",
                        "[PL] 2026-01-05T02:00:00Z 0.2",
                        "[7] 2026-01-05T03:00:00Z 3.0",
                        "[] 2026-01-06T00:00:00Z 4.0");
        assertThat(received.rejected()).isEmpty();
    }

    @Test
    void findsRowsAndFiguresByTheirPointers() {
        server.will(json("""
                {"meta": {"items": []}, "data": [{"x": 1}, {"items": [
                  {"day": {"end": "2026-01-05T01:00:00Z"}, "n": [3, 40], "where": {"country/code": "ES"}}
                ]}], "next": {"page": 2}}
                """));
        Kpi kpi = kpi(Map.of(
                "path", "/v1/late",
                "rows", "/data/1/items",
                "at", "/day/end",
                "numerator", "/n/0",
                "denominator", "/n/1",
                "market", "/where/country~1code"));

        source.fetch(kpi, DAY, received);

        assertThat(received.rows()).containsExactly("[ES] 2026-01-05T01:00:00Z 3.0/40.0");
    }

    @Test
    void sendsTheWindowEncoded() {
        fetch("/late?from={from}&to={to}&since={from_epoch}&until={to_epoch}&q=a%20b");

        assertThat(server.asked())
                .containsExactly("GET /late?from=2026-01-05T00%3A00%3A00Z&to=2026-01-06T00%3A00%3A00Z"
                        + "&since=1767571200&until=1767657600&q=a%20b");
    }

    @Test
    void s7RejectsWhatIsNoReading() {
        server.will(json("""
                [{"market": "a", "at": "2026-01-05T01:00:00Z", "value": null},
                 {"market": "b", "at": "2026-01-05T01:00:00Z"},
                 {"market": "c", "at": "2026-01-05T01:00:00Z", "value": "1,234.5"},
                 {"market": "d", "at": "2026-01-05T01:00:00Z", "value": 1e400},
                 {"market": "e", "at": "2026-01-05T01:00:00Z", "value": "NaN"},
                 {"market": "f", "at": "2026-01-05T01:00:00Z", "value": true},
                 {"market": "g", "at": "yesterday", "value": 1},
                 {"market": "h", "value": 1},
                 {"market": ["i"], "at": "2026-01-05T01:00:00Z", "value": 1},
                 5]
                """));

        fetch("/late");

        assertThat(received.rows()).isEmpty();
        assertThat(received.rejected())
                .containsExactly(
                        "[a] row 1: value is empty",
                        "[b] row 2: value is empty",
                        "[c] row 3: value is \"1,234.5\", not a number",
                        "[d] row 4: value is \"Infinity\", not a number",
                        "[e] row 5: value is \"NaN\", not a number",
                        "[f] row 6: value is true, not a number",
                        "[g] row 7: at is \"yesterday\", not a time like 2026-01-05T06:00:00Z",
                        "[h] row 8: at is empty",
                        "[] row 9: a dimension is no single value",
                        "[] row 10: at is empty");
    }

    @Test
    void isNotSentAgainWhatHasNotChanged() {
        server.will(exchange -> {
            boolean knows = "\"v1\"".equals(exchange.getRequestHeaders().getFirst("If-None-Match"));
            String body = knows ? "" : "[{\"market\":\"ES\",\"at\":\"2026-01-05T01:00:00Z\",\"value\":1}]";
            answer(knows ? 304 : 200, "application/json", body, "ETag", "\"v1\"")
                    .to(exchange);
        });

        fetch("/late");
        fetch("/late");
        fetch("/other");

        assertThat(received.rows()).hasSize(3).containsOnly("[ES] 2026-01-05T01:00:00Z 1.0");
    }

    @Test
    void s12RefusesMoreRowsThanAllowed() {
        server.will(json("[" + "{\"at\":\"2026-01-05T01:00:00Z\",\"value\":1},".repeat(20) + "{}]"));

        assertThatThrownBy(() -> fetch("/late"))
                .hasMessage("late_ratio: source \"shop\" answers more than the 20 rows allowed;"
                        + " ask for fewer dimensions, or raise its max-rows");
    }

    @Test
    void saysWhereItLookedForRows() {
        server.will(json("{\"data\": {\"items\": {}}}"));

        assertThatThrownBy(() -> source.fetch(kpi(Map.of("path", "/late", "rows", "/data/items")), DAY, received))
                .hasMessage("late_ratio: source \"shop\" cannot be understood: its answer has no list at /data/items;"
                        + " look at rows");
        assertThatThrownBy(() -> fetch("/late"))
                .hasMessage("late_ratio: source \"shop\" cannot be understood: its answer is no list; look at rows");
    }

    @Test
    void doesNotRepeatWhatAForeignServerSays() {
        server.will(answer(500, "application/json", "{\"error\": \"secret stack trace\"}"));

        assertThatThrownBy(() -> fetch("/late")).hasMessage("late_ratio: source \"shop\" refuses (HTTP 500)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "late               | needs a path that begins with a slash, such as /v1/late?from={from}&to={to}",
                "@evil.example/     | needs a path that begins with a slash, such as /v1/late?from={from}&to={to}",
                "http://evil.com/   | needs a path that begins with a slash, such as /v1/late?from={from}&to={to}",
                "/late/../../admin  | has a path with ..; write it out",
                "/late/%2e%2e/admin | has a path with ..; write it out",
                "/late#rows         | has a path with #; write it out",
                "/late?a=b c        | has a path that is no address; write what is no letter or digit as %20 and the like",
                "/late?day={day}    | has the unknown place {day}; there are {from}, {to}, {from_epoch} and {to_epoch}",
            })
    void asksNothingBesideItsOwnAddress(String path, String mistake) {
        assertThat(source.mistakesIn(Received.kpi(path))).containsExactly(mistake);
    }

    @Test
    void stillAsksItsOwnServerWhenAPathBeginsWithTwoSlashes() {
        fetch("//evil.example.com/late");

        assertThat(server.asked()).hasSize(1);
    }

    @Test
    void tellsPointersThatAreNone() {
        assertThat(source.mistakesIn(kpi(Map.of("path", "/late", "rows", "data", "value", "v", "numerator", "/n"))))
                .containsExactly(
                        "has both value and numerator over denominator; keep one or the other",
                        "has \"data\" for rows, which is no JSON Pointer; begin it with a slash");
    }

    private void fetch(String path) {
        source.fetch(Received.kpi(path, "market"), DAY, received);
    }

    private static Kpi kpi(Map<String, String> parts) {
        return Kpis.kpi("late_ratio").dimensions("market").parts(parts).build();
    }

    private HttpJsonSource source(long rowCap) {
        return new HttpJsonSource(new HttpTarget(
                "shop",
                server.url(),
                Authorization.NONE,
                new HttpTarget.Limits(Duration.ofSeconds(30), Duration.ofSeconds(30), 100_000, rowCap),
                AllowedHosts.OF_THE_SOURCES,
                Optional.empty()));
    }
}
