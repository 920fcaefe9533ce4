package dev.bellwether.web;

import dev.bellwether.alert.Condition;
import dev.bellwether.evaluate.Explainer.Explained;
import dev.bellwether.web.AlertsDocument.Reason;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
     * @param severity of an alert of it, if it were in breach
     * @param levels what {@code @clear} and the higher severities ask, by name
     * @param conditions those that fail first, the nearest miss at the head
     */
    @JsonNaming(SnakeCaseStrategy.class)
    public record Entry(
            String rule,
            Map<String, String> labels,
            Instant at,
            boolean breached,
            String severity,
            String summary,
            List<Reason> conditions,
            Map<String, List<Reason>> levels) {}

    static ExplanationDocument of(List<Explained> explained) {
        return new ExplanationDocument(
                AlertsDocument.VERSION,
                explained.stream()
                        .map(one -> new Entry(
                                one.rule(),
                                one.labels().asMap(),
                                one.at(),
                                one.breached(),
                                one.severity().toString(),
                                one.summary(),
                                reasons(one.conditions()),
                                levels(one)))
                        .toList());
    }

    private static Map<String, List<Reason>> levels(Explained explained) {
        var levels = new TreeMap<String, List<Reason>>();
        explained.levels().forEach((name, conditions) -> levels.put(name, reasons(conditions)));
        return levels;
    }

    private static List<Reason> reasons(List<Condition> conditions) {
        return conditions.stream().map(Reason::of).toList();
    }
}
