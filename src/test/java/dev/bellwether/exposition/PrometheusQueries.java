package dev.bellwether.exposition;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks Prometheus what Grafana would ask, with variables as Grafana fills them in when a dashboard is opened. */
final class PrometheusQueries {

    private static final Pattern LABEL_VALUES = Pattern.compile("label_values\\((.*), (\\w+)\\)");
    private static final Pattern QUERY_RESULT = Pattern.compile("query_result\\((.*)\\)");

    private final HttpClient client = HttpClient.newHttpClient();
    private final URI prometheus;

    PrometheusQueries(URI prometheus) {
        this.prometheus = prometheus;
    }

    /** The series of the answer, which has to be 200. */
    JsonNode ask(String expression) {
        return get("/api/v1/query?query=" + encoded(expression), expression).path("result");
    }

    /** What each variable stands for: all, or else the first that there is; empty where there is none. */
    Map<String, String> valuesOf(Dashboard dashboard) {
        var values = new LinkedHashMap<String, String>();
        values.put("__range", "5m");
        for (JsonNode variable : dashboard.variables()) {
            String name = variable.path("name").asString();
            if (variable.path("type").asString().equals("query")) {
                List<String> options = options(
                        with(values, variable.path("definition").asString()),
                        variable.path("regex").asString());
                boolean isAll = variable.path("includeAll").asBoolean() && !options.isEmpty();
                values.put(
                        name,
                        isAll
                                ? variable.path("allValue").asString()
                                : options.stream().findFirst().orElse(""));
            }
        }
        return values;
    }

    static String with(Map<String, String> values, String expression) {
        String filled = expression;
        for (var value : values.entrySet()) {
            filled = filled.replace("${" + value.getKey() + ":raw}", value.getValue())
                    .replaceAll("\\$" + value.getKey() + "\\b", Matcher.quoteReplacement(value.getValue()));
        }
        assertThat(filled).as("no variable is left").doesNotContain("$");
        return filled;
    }

    private List<String> options(String definition, String regex) {
        Matcher labelValues = LABEL_VALUES.matcher(definition);
        if (labelValues.matches()) {
            String path = "/api/v1/label/" + labelValues.group(2) + "/values?match[]=";
            return get(path + encoded(labelValues.group(1)), definition)
                    .valueStream()
                    .map(JsonNode::asString)
                    .sorted()
                    .toList();
        }
        Matcher queryResult = QUERY_RESULT.matcher(definition);
        assertThat(queryResult.matches()).as(definition).isTrue();
        Pattern wanted = Pattern.compile(regex.substring(1, regex.length() - 1));
        return ask(queryResult.group(1))
                .valueStream()
                .map(series -> wanted.matcher(written(series.path("metric"))))
                .filter(Matcher::find)
                .map(found -> found.group(1))
                .toList();
    }

    private static String written(JsonNode labels) {
        return "{"
                + String.join(
                        ",",
                        labels.propertyStream()
                                .map(label -> label.getKey() + "=\""
                                        + label.getValue().asString() + "\"")
                                .toList())
                + "}";
    }

    private JsonNode get(String path, String what) {
        try {
            URI uri = URI.create(prometheus + path.replace("[]", "%5B%5D"));
            HttpResponse<String> answer =
                    client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(what + ": " + answer.body()).isEqualTo(200);
            return JsonMapper.shared().readTree(answer.body()).path("data");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
