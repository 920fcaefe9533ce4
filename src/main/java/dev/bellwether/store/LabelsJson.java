package dev.bellwether.store;

import dev.bellwether.kpi.Labels;
import java.util.LinkedHashMap;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/** Labels as a JSON object, names in order: the same text for the same labels. */
final class LabelsJson {

    private LabelsJson() {}

    static String write(Labels labels) {
        return Json.write(json -> write(labels, json));
    }

    static void write(Labels labels, JsonGenerator json) {
        json.writeStartObject();
        labels.asMap().forEach(json::writeStringProperty);
        json.writeEndObject();
    }

    static Labels read(String text) {
        return read(Json.read(text));
    }

    static Labels read(JsonNode json) {
        var labels = new LinkedHashMap<String, String>();
        json.properties()
                .forEach(label -> labels.put(label.getKey(), label.getValue().stringValue()));
        return Labels.of(labels);
    }
}
