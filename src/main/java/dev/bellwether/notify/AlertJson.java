package dev.bellwether.notify;

import dev.bellwether.alert.Alert;
import dev.bellwether.kpi.Unit;
import java.net.URI;
import java.time.Instant;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JsonGenerator;

/** What machines are told of an alert, in Prometheus' words: labels identify, annotations describe. */
final class AlertJson {

    /** How Alertmanager writes that there is no end yet. */
    private static final String NO_END = "0001-01-01T00:00:00Z";

    private AlertJson() {}

    static Map<String, String> labels(Alert alert) {
        return RoutingTree.routingLabels(alert).asMap();
    }

    static Map<String, String> annotations(Alert alert) {
        var annotations = new TreeMap<String, String>();
        annotations.put("summary", alert.latest().summary());
        Unit unit = alert.latest().figures().unit();
        put(annotations, "value", unit, alert.latest().value());
        put(annotations, "expected", unit, alert.latest().expected());
        if (isWeb(alert.rule().runbook())) {
            annotations.put("runbook_url", alert.rule().runbook());
        }
        return annotations;
    }

    private static void put(Map<String, String> annotations, String name, Unit unit, double figure) {
        if (Double.isFinite(figure)) {
            annotations.put(name, unit.format(figure));
        }
    }

    private static boolean isWeb(String text) {
        try {
            return HttpEndpoint.mistakeIn(URI.create(text)).isEmpty();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    static Instant startsAt(Alert alert) {
        Instant firingAt = alert.firingAt();
        return firingAt == null ? alert.activeAt() : firingAt;
    }

    static String endsAt(Alert alert) {
        Instant resolvedAt = alert.resolvedAt();
        return resolvedAt == null ? NO_END : resolvedAt.toString();
    }

    /** Where a person looks into it. */
    static String link(Alert alert, String consoleUrl) {
        return consoleUrl.replaceFirst("/+$", "") + "/#alert-" + alert.fingerprint();
    }

    /** What all have, with the same value. */
    static Map<String, String> common(Collection<Map<String, String>> all) {
        Iterator<Map<String, String>> each = all.iterator();
        var common = new LinkedHashMap<>(each.next());
        each.forEachRemaining(
                other -> common.entrySet().removeIf(entry -> !entry.getValue().equals(other.get(entry.getKey()))));
        return common;
    }

    static void write(JsonGenerator json, String name, Map<String, String> texts) {
        json.writeObjectPropertyStart(name);
        texts.forEach(json::writeStringProperty);
        json.writeEndObject();
    }
}
