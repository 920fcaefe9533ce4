package dev.bellwether.source;

import dev.bellwether.kpi.Kpi;
import dev.bellwether.kpi.SampleReceiver;
import dev.bellwether.kpi.Window;
import java.io.InputStream;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonPointer;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TreeNode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** Reads the rows of one JSON answer, one by one. */
final class JsonRows {

    /** Epoch times above it are milliseconds: as seconds they would lie after the year 5000. */
    private static final double FIRST_MILLIS = 100_000_000_000.0;

    private final JsonQuery query;
    private final Window window;
    private final SampleReceiver receiver;
    private final JsonPointer[] dimensions;
    private final String[] dimensionValues;
    private long rows;
    private String mistake = "";

    JsonRows(Kpi kpi, JsonQuery query, Window window, SampleReceiver receiver) {
        this.query = query;
        this.window = window;
        this.receiver = receiver;
        this.dimensions =
                kpi.dimensions().stream().map(name -> query.columns().get(name)).toArray(JsonPointer[]::new);
        this.dimensionValues = new String[dimensions.length];
    }

    /**
     * Reads to the answer's end.
     *
     * @return false when there is no list where the rows should be
     */
    boolean read(InputStream body, Runnable afterEach) {
        try (JsonParser json = JsonStreams.open(body)) {
            json.nextToken();
            if (!descend(json, query.rows()) || json.currentToken() != JsonToken.START_ARRAY) {
                return false;
            }
            while (json.nextToken() != JsonToken.END_ARRAY) {
                rows++;
                afterEach.run();
                TreeNode row = json.readValueAsTree();
                hand((JsonNode) row);
            }
            JsonStreams.finish(json);
            return true;
        }
    }

    long rows() {
        return rows;
    }

    /** Goes on to the value that the pointer names, without keeping what is passed. */
    private static boolean descend(JsonParser json, JsonPointer pointer) {
        for (JsonPointer rest = pointer; !rest.matches(); rest = rest.tail()) {
            boolean found = json.currentToken() == JsonToken.START_ARRAY
                    ? toElement(json, rest.getMatchingIndex())
                    : json.currentToken() == JsonToken.START_OBJECT && toKey(json, rest.getMatchingProperty());
            if (!found) {
                return false;
            }
        }
        return true;
    }

    private static boolean toKey(JsonParser json, String key) {
        while (JsonStreams.nextKey(json)) {
            if (json.currentName().equals(key)) {
                return true;
            }
            json.skipChildren();
        }
        return false;
    }

    private static boolean toElement(JsonParser json, int index) {
        for (int i = 0; json.nextToken() != JsonToken.END_ARRAY; i++) {
            if (i == index) {
                return true;
            }
            json.skipChildren();
        }
        return false;
    }

    private void hand(JsonNode row) {
        mistake = "";
        for (int i = 0; i < dimensions.length; i++) {
            dimensionValues[i] = text(row.at(dimensions[i]));
        }
        Instant at = instant(column(row, "at"));
        if (mistake.isEmpty() && !window.contains(at)) {
            return;
        }
        double value = query.isRatio() ? Double.NaN : number(row, "value");
        double numerator = query.isRatio() ? number(row, "numerator") : Double.NaN;
        double denominator = query.isRatio() ? number(row, "denominator") : Double.NaN;
        double sample = isNothing(column(row, "sample")) ? Double.NaN : number(row, "sample");
        if (mistake.isEmpty()) {
            receiver.accept(dimensionValues, at.toEpochMilli(), value, numerator, denominator, sample);
        } else {
            receiver.reject(dimensionValues, "row " + rows + ": " + mistake);
        }
    }

    private JsonNode column(JsonNode row, String name) {
        JsonPointer pointer = query.columns().get(name);
        return pointer == null ? MissingNode.getInstance() : row.at(pointer);
    }

    private static boolean isNothing(JsonNode node) {
        return node.isMissingNode() || node.isNull();
    }

    /** A dimension's value; nothing is the empty value, as everywhere. */
    private String text(JsonNode node) {
        if (isNothing(node)) {
            return "";
        }
        if (node.isContainer() && mistake.isEmpty()) {
            mistake = "a dimension is no single value";
        }
        return node.isContainer() ? "" : node.asString();
    }

    private Instant instant(JsonNode node) {
        if (isNothing(node)) {
            mistake = "at is empty";
            return Instant.EPOCH;
        }
        if (node.isNumber()) {
            double number = node.doubleValue();
            return Instant.ofEpochMilli(Math.round(number < FIRST_MILLIS ? number * 1000 : number));
        }
        Optional<Instant> read = node.isString() ? CellText.instant(node.stringValue()) : Optional.empty();
        if (read.isEmpty()) {
            mistake = "at is " + node + ", not a time like 2026-01-05T06:00:00Z";
        }
        return read.orElse(Instant.EPOCH);
    }

    private double number(JsonNode row, String name) {
        JsonNode node = column(row, name);
        double number = node.isNumber()
                ? node.doubleValue()
                : node.isString() ? CellText.number(node.stringValue()) : Double.NaN;
        if (!Double.isFinite(number) && mistake.isEmpty()) {
            mistake = isNothing(node) ? name + " is empty" : name + " is " + node + ", not a number";
        }
        return number;
    }
}
