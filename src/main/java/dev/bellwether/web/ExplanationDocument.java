package dev.bellwether.web;

import dev.bellwether.evaluate.Explainer.Explained;
import dev.bellwether.web.AlertsDocument.Reason;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * Why a rule holds or does not, series by series, as the JSON API writes it.
 *
 * @param version of this form; fields may be added within a version
 */
@JsonNaming(SnakeCaseStrategy.class)
public record ExplanationDocument(int version, List<Entry> explanations) {

    /**
     * One series.
     *
     * @param breached whether all conditions hold
     * @param conditions those that fail first, the nearest miss at the head
     */
    @JsonNaming(SnakeCaseStrategy.class)
    public record Entry(
            String rule,
            Map<String, String> labels,
            Instant at,
            boolean breached,
            String summary,
            List<Reason> conditions) {}

    static ExplanationDocument of(List<Explained> explained) {
        return new ExplanationDocument(
                AlertsDocument.VERSION,
                explained.stream()
                        .map(one -> new Entry(
                                one.rule(),
                                one.labels().asMap(),
                                one.at(),
                                one.breached(),
                                one.summary(),
                                one.conditions().stream().map(Reason::of).toList()))
                        .toList());
    }
}
