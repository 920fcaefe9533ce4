package dev.bellwether.notify;

import dev.bellwether.alert.Alert;
import dev.bellwether.alert.AlertState;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/**
 * Posts a notification to a server, in the form of Alertmanager's webhook, version 4, so that what understands that one
 * understands this. Of many alerts it has the {@link Notification#MOST_ALERTS} most important ones;
 * {@code truncatedAlerts} counts the rest.
 *
 * <p>2xx is accepted. 5xx, 429, 408 and no answer are tried again; every other status is final.
 */
public final class WebhookNotifier implements Notifier {

    private static final JsonMapper MAPPER = new JsonMapper();

    /** The second in a row without an answer is not this notification's fault; the rest of the batch is spared the wait. */
    private static final int FAULTS_UNTIL_UNREACHABLE = 2;

    private final HttpEndpoint endpoint;
    private final HttpPost http;
    private final String consoleUrl;
    private final Retries retries;

    /** @param consoleUrl where people reach the console */
    public WebhookNotifier(HttpEndpoint endpoint, HttpPost http, String consoleUrl) {
        this(endpoint, http, consoleUrl, Retries.DEFAULT);
    }

    WebhookNotifier(HttpEndpoint endpoint, HttpPost http, String consoleUrl, Retries retries) {
        this.endpoint = endpoint;
        this.http = http;
        this.consoleUrl = consoleUrl;
        this.retries = retries;
    }

    @Override
    public String integration() {
        return "webhook";
    }

    @Override
    public List<String> addresses() {
        return List.of(endpoint.name());
    }

    /**
     * Posts once.
     *
     * @throws IOException whose message says for a person why there is no answer
     */
    public HttpPost.Answer post(Notification notification) throws IOException {
        return http.post(endpoint, endpoint.url(), payload(notification));
    }

    @Override
    public boolean tellsPeople() {
        return false;
    }

    @Override
    public Batch open() {
        return new Batch() {
            private int faultsInARow;
            private @Nullable String unreachable;

            @Override
            public Delivery send(Notification notification, String address, int attempt, Instant now) {
                if (unreachable != null) {
                    return retries.after(notification, attempt, now, unreachable);
                }
                try {
                    HttpPost.Answer answer = post(notification);
                    faultsInARow = 0;
                    return judge(answer, notification, attempt, now);
                } catch (IOException e) {
                    String why = endpoint.name() + ": " + e.getMessage();
                    faultsInARow++;
                    unreachable = faultsInARow >= FAULTS_UNTIL_UNREACHABLE ? why : null;
                    return retries.after(notification, attempt, now, why);
                }
            }

            @Override
            public void close() {}
        };
    }

    private Delivery judge(HttpPost.Answer answer, Notification notification, int attempt, Instant now) {
        if (answer.isAccepted()) {
            return new Delivery.Sent("", answer.toString());
        }
        if (!answer.isWorthARetry()) {
            return new Delivery.GivenUp(answer.toString(), true);
        }
        Delivery later = retries.after(notification, attempt, now, answer.toString());
        Instant wanted = now.plus(answer.pauseWanted(now));
        return later instanceof Delivery.RetryAt retry && retry.when().isBefore(wanted)
                ? new Delivery.RetryAt(wanted, retry.why())
                : later;
    }

    String payload(Notification notification) {
        List<Alert> alerts = notification.alerts();
        Notification.Group group = notification.group();
        var text = new StringWriter();
        try (JsonGenerator json = MAPPER.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringProperty("version", "4");
            json.writeStringProperty("groupKey", new GroupKey(group.route(), group.labels()).toString());
            json.writeNumberProperty("truncatedAlerts", notification.counts().all() - alerts.size());
            json.writeStringProperty("status", notification.isAllResolved() ? "resolved" : "firing");
            json.writeStringProperty(
                    "notification_reason", notification.reason().name().toLowerCase(Locale.ROOT));
            json.writeStringProperty("receiver", group.receiver());
            AlertJson.write(json, "groupLabels", group.labels().asMap());
            AlertJson.write(
                    json,
                    "commonLabels",
                    AlertJson.common(alerts.stream().map(AlertJson::labels).toList()));
            AlertJson.write(
                    json,
                    "commonAnnotations",
                    AlertJson.common(alerts.stream().map(AlertJson::annotations).toList()));
            json.writeStringProperty("externalURL", consoleUrl);
            json.writeArrayPropertyStart("alerts");
            alerts.forEach(alert -> write(json, alert));
            json.writeEndArray();
            json.writeEndObject();
        }
        return text.toString();
    }

    private void write(JsonGenerator json, Alert alert) {
        json.writeStartObject();
        json.writeStringProperty("status", alert.state() == AlertState.RESOLVED ? "resolved" : "firing");
        AlertJson.write(json, "labels", AlertJson.labels(alert));
        AlertJson.write(json, "annotations", AlertJson.annotations(alert));
        json.writeStringProperty("startsAt", AlertJson.startsAt(alert).toString());
        json.writeStringProperty("endsAt", AlertJson.endsAt(alert));
        json.writeStringProperty("generatorURL", AlertJson.link(alert, consoleUrl));
        json.writeStringProperty("fingerprint", alert.fingerprint());
        json.writeEndObject();
    }
}
