package dev.bellwether.web;

import dev.bellwether.alert.AlertRule;
import dev.bellwether.kpi.Durations;
import dev.bellwether.kpi.KpiId;
import dev.bellwether.rules.RuleReload;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * The rules in force as the JSON API writes them.
 *
 * @param version of this form; fields may be added within a version
 * @param successful whether every file is in force as it stands on disk
 * @param mistakes why not, {@code file:line:column: what; mend}
 */
@JsonNaming(SnakeCaseStrategy.class)
public record RulesDocument(
        int version,
        String hash,
        Instant reloadedAt,
        boolean successful,
        List<Quarantined> quarantined,
        List<String> mistakes,
        List<Entry> rules) {

    /**
     * A file, or a rule that throws, that is set aside.
     *
     * @param oldInForce whether the file's last good version stands in for it
     */
    @JsonNaming(SnakeCaseStrategy.class)
    public record Quarantined(String name, boolean oldInForce) {}

    /**
     * One rule.
     *
     * @param rises by severity, what must hold for an alert to be that bad
     * @param clear what must hold before a firing alert is over; empty when its own conditions are all there is
     */
    @JsonNaming(SnakeCaseStrategy.class)
    public record Entry(
            String name,
            String severity,
            String owner,
            String scope,
            List<String> kpis,
            String holdFor,
            String keepFiringFor,
            String summary,
            String runbook,
            List<String> inhibits,
            Map<String, String> rises,
            String clear,
            String place) {}

    static RulesDocument of(List<AlertRule> rules, RuleReload reload) {
        return new RulesDocument(
                AlertsDocument.VERSION,
                reload.hash(),
                reload.at(),
                reload.successful(),
                reload.quarantined().stream()
                        .map(one -> new Quarantined(one.name(), one.isOldInForce()))
                        .toList(),
                reload.problems().stream().map(Object::toString).toList(),
                rules.stream().map(RulesDocument::entry).toList());
    }

    private static Entry entry(AlertRule rule) {
        return new Entry(
                rule.name(),
                rule.severity().toString(),
                rule.owner(),
                rule.scope().name().toLowerCase(Locale.ROOT),
                rule.kpis().stream().map(KpiId::value).sorted().toList(),
                rule.holdFor().toString(),
                Durations.write(rule.keepFiringFor()),
                rule.summary(),
                rule.runbook(),
                rule.inhibition().alertnames().stream().sorted().toList(),
                rule.levels().rises().stream()
                        .collect(Collectors.toMap(rise -> rise.to().toString(), AlertRule.Rise::when)),
                rule.levels().clear(),
                rule.place());
    }
}
