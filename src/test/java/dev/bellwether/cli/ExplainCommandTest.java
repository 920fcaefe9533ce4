package dev.bellwether.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ExplainCommandTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Cli cli = new Cli(new PrintWriter(out, true), new PrintWriter(err, true));
    private final List<String> asked = new ArrayList<>();
    private HttpServer service;
    private int status = 200;
    private String answer = "";

    @BeforeEach
    void startService() throws IOException {
        service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        service.createContext("/", exchange -> {
            asked.add(exchange.getRequestURI().toString());
            byte[] body = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        service.start();
    }

    @AfterEach
    void stopService() {
        service.stop(0);
    }

    private int explain(String... more) {
        List<String> all = new ArrayList<>(List.of("explain", "Slow", "--url", url()));
        all.addAll(List.of(more));
        return cli.run(all.toArray(String[]::new));
    }

    private String url() {
        return "http://127.0.0.1:" + service.getAddress().getPort();
    }

    @Test
    void printsEachConditionWithWhatItSaw() {
        answer = """
                {"version":1,"explanations":[{"rule":"Slow","labels":{"market":"BR"},"at":"2026-11-22T00:00:00Z",
                 "breached":false,"summary":"BR is slow","conditions":[
                  {"written":"delta <= -0.08","saw":"delta = −1.0 points","holds":false,"margin":"7.0 points short","parts":[]},
                  {"written":"z > 2 || missing","saw":"z = 3.0","holds":true,"margin":"","parts":[
                    {"written":"z > 2","saw":"z = 3.0","holds":true,"margin":"1.0 past","parts":[]}]}]}]}
                """;

        assertThat(explain("--labels", "market=BR,carrier=a&b", "--at", "2026-11-22T01:00:00Z"))
                .isZero();

        assertThat(out).hasToString("""
                Slow market=BR at 2026-11-22T00:00:00Z: quiet
                  BR is slow
                  NO   delta <= -0.08   delta = −1.0 points   (7.0 points short)
                  yes  z > 2 || missing   z = 3.0
                         yes  z > 2   z = 3.0   (1.0 past)

                """);
        assertThat(asked)
                .containsExactly("/api/v1/rules/Slow/explanation?label=market%3DBR&label=carrier%3Da%26b"
                        + "&at=2026-11-22T01%3A00%3A00Z");
    }

    @Test
    void saysInOneLineWhatTheServiceObjectsTo() {
        status = 404;
        answer = "{\"detail\":\"there is no rule \\\"Slow\\\"; did you mean \\\"TooSlow\\\"?\"}";

        assertThat(explain()).isEqualTo(2);

        assertThat(err).hasToString("bellwether: there is no rule \"Slow\"; did you mean \"TooSlow\"?\n");
    }

    @Test
    void saysInOneLineThatNoServiceAnswers() {
        String url = url();
        service.stop(0);

        assertThat(cli.run("explain", "Slow", "--url", url)).isEqualTo(2);

        assertThat(err).hasToString("bellwether: no service answers at " + url + "; start it, or say --url\n");
    }

    @Test
    void helpHasAnExample() {
        assertThat(cli.run("explain", "--help")).isZero();
        assertThat(out.toString()).contains("explain ShippingDelaySpike --labels market=BR");
    }
}
