package dev.bellwether.notify;

import dev.bellwether.alert.Alert;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/**
 * Hands alerts to an Alertmanager, as Prometheus does. Grouping, repetition and muting are its business, so this one has
 * no addresses that groups are told through: {@link AlertmanagerPush} posts the alerts themselves.
 */
public final class AlertmanagerNotifier implements Notifier {

    private static final JsonMapper MAPPER = new JsonMapper();

    private final HttpEndpoint endpoint;
    private final HttpPost http;
    private final String consoleUrl;

    /** @param endpoint its url is what stands before {@code /api/v2/alerts} */
    public AlertmanagerNotifier(HttpEndpoint endpoint, HttpPost http, String consoleUrl) {
        this.endpoint = endpoint;
        this.http = http;
        this.consoleUrl = consoleUrl;
    }

    @Override
    public String integration() {
        return "alertmanager";
    }

    @Override
    public List<String> addresses() {
        return List.of();
    }

    @Override
    public boolean tellsPeople() {
        return false;
    }

    @Override
    public Batch open() {
        throw new UnsupportedOperationException("an Alertmanager is sent alerts, not notifications");
    }

    /** What logs call it. */
    String name() {
        return endpoint.name();
    }

    /**
     * Posts alerts with their ends: a firing one is taken to be over then, unless it is posted again.
     *
     * @throws IOException whose message says for a person why there is no answer
     */
    public HttpPost.Answer post(Map<Alert, Instant> ends) throws IOException {
        URI url = URI.create(endpoint.url().toString().replaceFirst("/+$", "") + "/api/v2/alerts");
        return http.post(endpoint, url, payload(ends));
    }

    private String payload(Map<Alert, Instant> ends) {
        var text = new StringWriter();
        try (JsonGenerator json = MAPPER.createGenerator(text)) {
            json.writeStartArray();
            ends.forEach((alert, end) -> {
                Instant start = AlertJson.startsAt(alert);
                json.writeStartObject();
                AlertJson.write(json, "labels", AlertJson.labels(alert));
                AlertJson.write(json, "annotations", AlertJson.annotations(alert));
                json.writeStringProperty("startsAt", start.toString());
                json.writeStringProperty("endsAt", (end.isBefore(start) ? start : end).toString());
                json.writeStringProperty("generatorURL", AlertJson.link(alert, consoleUrl));
                json.writeEndObject();
            });
            json.writeEndArray();
        }
        return text.toString();
    }
}
