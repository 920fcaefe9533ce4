package dev.bellwether.store;

import dev.bellwether.alert.Breach.Figures;
import dev.bellwether.alert.Cause;
import dev.bellwether.alert.Kept;
import dev.bellwether.alert.Severity;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/** What an alert remembers, as a JSON object, and back without loss. */
final class KeptJson {

    private KeptJson() {}

    static void write(Kept kept, JsonGenerator json) {
        json.writeStartObject();
        json.writeStringProperty("cause", kept.cause().toString());
        json.writeStringProperty("peak", kept.peak().toString());
        Json.writeInstant(json, "rose_at", kept.roseAt());
        Json.writeInstant(json, "held_at", kept.heldAt());
        json.writeStringProperty("missed", kept.missed().toString());
        write("at_firing", kept.atFiring(), json);
        write("worst", kept.worst(), json);
        write("recovered", kept.recovered(), json);
        json.writeArrayPropertyStart("changes");
        kept.changes().forEach(change -> json.writeString(change.toString()));
        json.writeEndArray();
        Json.writeInstant(json, "unstable_since", kept.unstableSince());
        json.writeEndObject();
    }

    private static void write(String name, @Nullable Figures figures, JsonGenerator json) {
        if (figures != null) {
            json.writeName(name);
            AlertJson.writeFigures(json, figures);
        }
    }

    static Kept read(JsonNode json) {
        return new Kept(
                AlertJson.oneOf(Cause.class, json.required("cause").stringValue()),
                AlertJson.oneOf(Severity.class, json.required("peak").stringValue()),
                Json.instant(json.required("rose_at")),
                Instant.parse(json.required("held_at").stringValue()),
                Duration.parse(json.required("missed").stringValue()),
                figures(json, "at_firing"),
                AlertJson.figures(json.required("worst")),
                figures(json, "recovered"),
                json.required("changes")
                        .valueStream()
                        .map(change -> Instant.parse(change.stringValue()))
                        .toList(),
                Json.instant(json.required("unstable_since")));
    }

    private static @Nullable Figures figures(JsonNode json, String name) {
        return json.has(name) ? AlertJson.figures(json.required(name)) : null;
    }
}
