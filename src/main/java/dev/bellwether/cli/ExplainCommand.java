package dev.bellwether.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks a running service why a rule holds, or does not, and prints each condition with what it saw. */
@Command(
        name = "explain",
        description = "Says why a rule fires or stays quiet: each condition, what it saw, how near it was.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  java -jar bellwether.jar explain ShippingDelaySpike --labels market=BR",
            "  java -jar bellwether.jar explain GmvDrop --labels market=US --at 2026-11-22T12:00:00Z",
            "",
            "Asks the service at --url. Series in breach come first, then those nearest to it."
        })
@SuppressWarnings("NullAway.Init") // picocli fills it in
final class ExplainCommand implements Callable<Integer> {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Parameters(paramLabel = "RULE", description = "The rule's name.")
    private String rule;

    @Option(
            names = "--labels",
            split = ",",
            paramLabel = "NAME=VALUE",
            description = "Only series with these labels, such as market=BR,carrier=own.")
    private Map<String, String> labels = new LinkedHashMap<>();

    @Option(
            names = "--at",
            paramLabel = "TIME",
            description = "ISO-8601, such as 2026-11-22T12:00:00Z. Newest if absent.")
    private String at = "";

    @Option(
            names = "--url",
            paramLabel = "URL",
            defaultValue = "http://localhost:8080",
            description = "Where the service runs (${DEFAULT-VALUE}).")
    private String url;

    @Option(names = "--format", paramLabel = "FORMAT", defaultValue = "text", description = "text or json.")
    private String format;

    @Override
    public Integer call() throws IOException, InterruptedException {
        HttpResponse<String> answer = ask();
        PrintWriter out = spec.commandLine().getOut();
        if (answer.statusCode() != 200) {
            throw new IOException(reasonIn(answer));
        }
        if (format.equals("json")) {
            out.println(answer.body());
        } else {
            new JsonMapper().readTree(answer.body()).path("explanations").forEach(series -> print(series, out));
        }
        out.flush();
        return Cli.FINE;
    }

    private HttpResponse<String> ask() throws IOException, InterruptedException {
        var query = new StringBuilder();
        labels.forEach((name, value) -> query.append("&label=").append(encoded(name + "=" + value)));
        if (!at.isEmpty()) {
            query.append("&at=").append(encoded(at));
        }
        String path =
                "/api/v1/rules/" + encoded(rule) + "/explanation" + (query.isEmpty() ? "" : "?" + query.substring(1));
        try {
            HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
            HttpRequest request = HttpRequest.newBuilder(URI.create(url.replaceFirst("/+$", "") + path))
                    .timeout(PATIENCE)
                    .header("Accept", "application/json")
                    .build();
            return client.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IOException("no service answers at " + url + "; start it, or say --url", e);
        } catch (IllegalArgumentException e) {
            throw new IOException("--url " + url + " is no address; write it like http://localhost:8080", e);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** The sentence of the problem detail (RFC 9457), when there is one. */
    private static String reasonIn(HttpResponse<String> answer) {
        try {
            String detail =
                    new JsonMapper().readTree(answer.body()).path("detail").asString("");
            if (!detail.isEmpty()) {
                return detail;
            }
        } catch (JacksonException e) {
            // told below
        }
        return "the service answers with status " + answer.statusCode();
    }

    private static void print(JsonNode series, PrintWriter out) {
        var labels = new StringBuilder();
        series.path("labels").properties().forEach(label -> labels.append(' ')
                .append(label.getKey())
                .append('=')
                .append(label.getValue().asString("")));
        out.printf(
                "%s%s at %s: %s%n",
                series.path("rule").asString(""),
                labels,
                series.path("at").asString(""),
                series.path("breached").asBoolean(false)
                        ? "in breach, " + series.path("severity").asString("")
                        : "quiet");
        String summary = series.path("summary").asString("");
        if (!summary.isEmpty()) {
            out.println("  " + summary);
        }
        series.path("conditions").forEach(condition -> print(condition, "  ", out));
        series.path("levels").properties().forEach(level -> {
            out.println("  @" + level.getKey());
            level.getValue().forEach(condition -> print(condition, "    ", out));
        });
        out.println();
    }

    private static void print(JsonNode condition, String indent, PrintWriter out) {
        String saw = condition.path("saw").asString("");
        String margin = condition.path("margin").asString("");
        out.println(indent
                + (condition.path("holds").asBoolean(false) ? "yes  " : "NO   ")
                + condition.path("written").asString("")
                + (saw.isEmpty() ? "" : "   " + saw)
                + (margin.isEmpty() ? "" : "   (" + margin + ")"));
        condition.path("parts").forEach(part -> print(part, indent + "       ", out));
    }
}
