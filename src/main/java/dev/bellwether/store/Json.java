package dev.bellwether.store;

import java.io.StringWriter;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** How this package writes JSON into a column and reads it back. */
final class Json {

    /** Above it lie surrogates: written as escapes even half a pair survives a database that wants sound UTF-8. */
    private static final int LAST_BEFORE_SURROGATES = 0xD7FF;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .highestNonEscapedChar(LAST_BEFORE_SURROGATES)
                    .build())
            .build();

    private Json() {}

    static String write(Consumer<JsonGenerator> content) {
        var text = new StringWriter();
        try (JsonGenerator json = MAPPER.createGenerator(text)) {
            content.accept(json);
        }
        return text.toString();
    }

    /** @throws StoreException when {@code text} is no JSON object */
    static JsonNode read(String text) {
        try {
            JsonNode json = MAPPER.readTree(text);
            if (json.isObject()) {
                return json;
            }
        } catch (JacksonException e) {
            throw new StoreException("expected a JSON object, stored is: " + text, e);
        }
        throw new StoreException("expected a JSON object, stored is: " + text);
    }

    static void writeInstant(JsonGenerator json, String name, @Nullable Instant instant) {
        if (instant == null) {
            json.writeNullProperty(name);
        } else {
            json.writeStringProperty(name, instant.toString());
        }
    }

    static @Nullable Instant instant(JsonNode node) {
        return node.isNull() ? null : Instant.parse(node.stringValue());
    }

    /** JSON has no word for what is no number, so {@code NaN} becomes null; the infinite are written as text. */
    static void writeFigure(JsonGenerator json, String name, double figure) {
        if (Double.isNaN(figure)) {
            json.writeNullProperty(name);
        } else if (Double.isInfinite(figure)) {
            json.writeStringProperty(name, Double.toString(figure));
        } else {
            json.writeNumberProperty(name, figure);
        }
    }

    static double figure(JsonNode node) {
        if (node.isNull()) {
            return Double.NaN;
        }
        return node.isString() ? Double.parseDouble(node.stringValue()) : node.doubleValue();
    }
}
