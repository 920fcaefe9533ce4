package dev.bellwether.drl;

import dev.bellwether.alert.AlertRule;
import dev.bellwether.drl.PatternUse.Constraint;
import dev.bellwether.kpi.KpiId;
import dev.bellwether.problem.Location;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A rule in force: what it says of its alerts, and how to explain them. */
public final class LoadedRule {

    private final AlertRule rule;
    private final Location place;
    private final SummaryTemplate summary;
    private final List<PatternUse> patterns;
    private final Map<String, List<Constraint>> conditions = new LinkedHashMap<>();

    /** @param patterns as written, to explain a breach by */
    LoadedRule(AlertRule rule, Location place, SummaryTemplate summary, List<PatternUse> patterns) {
        this.rule = rule;
        this.place = place;
        this.summary = summary;
        this.patterns = List.copyOf(patterns);
        patterns.stream().filter(PatternUse::isSnapshot).forEach(pattern -> pattern.namesOf("kpi")
                .forEach(kpi -> conditions.putIfAbsent(kpi, asked(pattern))));
    }

    private static List<Constraint> asked(PatternUse pattern) {
        return pattern.constraints().stream()
                .filter(constraint -> constraint.kpi().isEmpty() && !constraint.isBinding())
                .toList();
    }

    public AlertRule rule() {
        return rule;
    }

    public Location place() {
        return place;
    }

    public SummaryTemplate summary() {
        return summary;
    }

    /** All its patterns as written, those inside others included. */
    public List<PatternUse> patterns() {
        return patterns;
    }

    public String name() {
        return rule.name();
    }

    /** What it asks of a snapshot of the KPI, in order; that it is of the KPI goes without saying. */
    public List<Constraint> conditionsOn(KpiId kpi) {
        return conditions.getOrDefault(kpi.value(), List.of());
    }
}
