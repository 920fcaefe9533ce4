package dev.bellwether.web;

import dev.bellwether.kpi.Kpi;
import dev.bellwether.kpi.Labels;
import dev.bellwether.problem.DidYouMean;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/** What a request asks for, read from its parameters; what cannot be read is answered with how to write it. */
final class Asked {

    private Asked() {}

    /** @param written each like {@code market=BR} */
    static Labels labels(@Nullable List<String> written) {
        Map<String, String> labels = new LinkedHashMap<>();
        for (String one : written == null ? List.<String>of() : written) {
            int equals = one.indexOf('=');
            if (equals < 1) {
                throw new ResponseStatusException(
                        HttpStatus.BAD_REQUEST, "label \"" + one + "\" cannot be read; write it like label=market=BR");
            }
            labels.put(
                    one.substring(0, equals).strip(), one.substring(equals + 1).strip());
        }
        return Labels.of(labels);
    }

    /** @param parameter that holds the time, for the refusal */
    static Instant instant(String parameter, String written) {
        try {
            return Instant.parse(written);
        } catch (DateTimeParseException e) {
            throw new ResponseStatusException(
                    HttpStatus.BAD_REQUEST,
                    parameter + " \"" + written + "\" is not a time; write it like 2026-11-22T12:00:00Z",
                    e);
        }
    }

    /** Refuses labels that are no dimensions of the KPI. */
    static void checkDimensions(Labels labels, Kpi kpi) {
        for (String name : labels.names()) {
            if (!kpi.dimensions().contains(name)) {
                throw new ResponseStatusException(
                        HttpStatus.BAD_REQUEST,
                        "KPI " + kpi.id() + " has no label \"" + name + "\"; "
                                + DidYouMean.sentence(name, kpi.dimensions()));
            }
        }
    }
}
