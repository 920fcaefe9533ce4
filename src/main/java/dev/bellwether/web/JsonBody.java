package dev.bellwether.web;

import dev.bellwether.problem.DidYouMean;
import dev.bellwether.problem.Refusal;
import dev.bellwether.problem.RefusedException;
import dev.bellwether.problem.RefusedException.Kind;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The JSON object of a request, read field by field; what is wrong is gathered and told at once. */
final class JsonBody {

    private static final int LARGEST = 256 * 1024;

    private final JsonNode json;
    private final String at;
    private final List<Refusal> refusals;

    private JsonBody(JsonNode json, String at, List<Refusal> refusals) {
        this.json = json;
        this.at = at;
        this.refusals = refusals;
    }

    /** @throws RefusedException when it is no JSON object, or too large */
    static JsonBody of(HttpServletRequest request) {
        try {
            byte[] bytes = request.getInputStream().readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) {
                throw invalid("is larger than 256 kB");
            }
            JsonNode json = JsonMapper.shared().readTree(bytes);
            if (json == null || !json.isObject()) {
                throw invalid("is no JSON object");
            }
            return new JsonBody(json, "", new ArrayList<>());
        } catch (JacksonException e) {
            throw invalid("is no JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RefusedException invalid(String what) {
        return new RefusedException(Kind.INVALID, "body", what, "");
    }

    /** The same for an object within it. */
    JsonBody within(JsonNode node, String field) {
        return new JsonBody(node, at + field + ".", refusals);
    }

    JsonNode node(String field) {
        return json.path(field);
    }

    boolean has(String field) {
        return json.hasNonNull(field);
    }

    /** Refuses keys that are not among these. */
    void expectOnly(List<String> known) {
        for (String name : json.propertyNames()) {
            if (!known.contains(name)) {
                refuse(name, "is not known", DidYouMean.sentence(name, known));
            }
        }
    }

    String text(String field, String otherwise) {
        JsonNode node = json.path(field);
        if (node.isMissingNode() || node.isNull()) {
            return otherwise;
        }
        if (!node.isString()) {
            refuse(field, "is no text", "");
            return otherwise;
        }
        return node.stringValue();
    }

    boolean flag(String field, boolean otherwise) {
        JsonNode node = json.path(field);
        if (node.isMissingNode() || node.isNull()) {
            return otherwise;
        }
        if (!node.isBoolean()) {
            refuse(field, "is neither true nor false", "");
        }
        return node.asBoolean(otherwise);
    }

    @Nullable
    Instant instant(String field) {
        String written = text(field, "");
        if (written.isEmpty()) {
            return null;
        }
        try {
            return OffsetDateTime.parse(written).toInstant();
        } catch (DateTimeParseException e) {
            refuse(field, "\"" + written + "\" is not a time", "write it like 2026-11-22T12:00:00Z");
            return null;
        }
    }

    /** A time, or a duration from now under another name. */
    @Nullable
    Instant end(String field, String durationField, Instant now) {
        String written = text(durationField, "");
        if (written.isEmpty()) {
            return instant(field);
        }
        @Nullable Duration length = Lengths.parse(written);
        if (length == null) {
            refuse(durationField, "\"" + written + "\" is not a duration", "write it like 30m, 4h or 2d");
            return null;
        }
        return now.plus(length);
    }

    void refuse(String field, String what, String mend) {
        refusals.add(new Refusal(at + field, what, mend));
    }

    /** @throws RefusedException when something was refused */
    void check() {
        if (!refusals.isEmpty()) {
            throw new RefusedException(Kind.INVALID, refusals);
        }
    }
}
