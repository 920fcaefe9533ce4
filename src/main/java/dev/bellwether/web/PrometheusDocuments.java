package dev.bellwether.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What Prometheus' API v1 answers, field by field; names are its own. */
final class PrometheusDocuments {

    private PrometheusDocuments() {}

    /** An answer; {@code status} is {@code success}. */
    record Answer<T>(String status, T data) {

        static <T> Answer<T> of(T data) {
            return new Answer<>("success", data);
        }
    }

    /** A refusal; {@code status} is {@code error}. */
    record Refusal(String status, String errorType, String error) {

        static Refusal badData(String why) {
            return new Refusal("error", "bad_data", why);
        }
    }

    record RuleGroups(List<RuleGroup> groups) {}

    /**
     * A file of rules.
     *
     * @param interval in seconds
     * @param limit of alerts; 0 for none
     * @param evaluationTime in seconds
     */
    record RuleGroup(
            String name,
            String file,
            List<RuleEntry> rules,
            double interval,
            int limit,
            double evaluationTime,
            Instant lastEvaluation) {}

    /**
     * An alerting rule.
     *
     * @param query what it asks, as its author wrote it
     * @param duration how long bad before it fires, in seconds
     * @param keepFiringFor how long good before it is resolved, in seconds
     * @param alerts left out when nobody wants them
     * @param health {@code ok}, {@code err}, or {@code unknown} before its first evaluation
     */
    record RuleEntry(
            String state,
            String name,
            String query,
            double duration,
            double keepFiringFor,
            Map<String, String> labels,
            Map<String, String> annotations,
            @JsonInclude(Include.NON_NULL) @Nullable List<AlertEntry> alerts,
            String health,
            @JsonInclude(Include.NON_EMPTY) String lastError,
            double evaluationTime,
            Instant lastEvaluation,
            String type) {}

    record Alerts(List<AlertEntry> alerts) {}

    /** @param value a number as text */
    record AlertEntry(
            Map<String, String> labels,
            Map<String, String> annotations,
            String state,
            Instant activeAt,
            String value) {}

    record BuildInfo(
            String version, String revision, String branch, String buildUser, String buildDate, String goVersion) {}

    /** @param result by its type: {@code [time, "value"]}, or a list of {@link VectorSample} */
    record QueryResult(String resultType, List<?> result) {}

    record VectorSample(Map<String, String> metric, List<?> value) {}
}
