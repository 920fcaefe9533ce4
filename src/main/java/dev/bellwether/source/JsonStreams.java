package dev.bellwether.source;

import java.io.InputStream;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.json.JsonMapper;

/** Opens JSON to be read token by token, with caps on what one token may be. */
final class JsonStreams {

    private static final JsonMapper MAPPER = new JsonMapper(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(64)
                    .maxStringLength(1_000_000)
                    .maxNameLength(10_000)
                    .maxNumberLength(400)
                    .build())
            .build());

    private JsonStreams() {}

    static JsonParser open(InputStream in) {
        return MAPPER.createParser(in);
    }

    /** Reads to the end of the document, so that one that broke off is seen to have. */
    static void finish(JsonParser json) {
        while (json.nextToken() != null) {
            json.skipChildren();
        }
    }

    /** Whether another key of the object that the parser stands in follows; it stands on the key's value then. */
    static boolean nextKey(JsonParser json) {
        if (json.nextToken() != JsonToken.PROPERTY_NAME) {
            return false;
        }
        json.nextToken();
        return true;
    }
}
