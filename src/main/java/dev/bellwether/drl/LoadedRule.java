package dev.bellwether.drl;

import dev.bellwether.alert.AlertRule;
import dev.bellwether.alert.Severity;
import dev.bellwether.drl.PatternUse.Constraint;
import dev.bellwether.history.Snapshot;
import dev.bellwether.kpi.KpiId;
import dev.bellwether.problem.Location;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** A rule in force: what it says of its alerts, and how to explain them. */
public final class LoadedRule {

    private final AlertRule rule;
    private final Location place;
    private final SummaryTemplate summary;
    private final List<PatternUse> patterns;
    private final LevelsReader.Levels levels;
    private final Map<String, List<Constraint>> conditions = new LinkedHashMap<>();

    /** @param patterns as written, to explain a breach by */
    LoadedRule(
            AlertRule rule,
            Location place,
            SummaryTemplate summary,
            List<PatternUse> patterns,
            LevelsReader.Levels levels) {
        this.levels = levels;
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

    /** How bad a reading in breach is: the highest severity whose conditions hold. */
    public Severity levelOf(Snapshot snapshot) {
        return highest(rise -> hold(rise.conditions(), snapshot));
    }

    /** How bad it is that so many series were joined. */
    public Severity levelOf(int count) {
        return highest(rise -> count >= rise.count());
    }

    private Severity highest(Predicate<LevelsReader.Rise> holds) {
        return levels.rises().stream()
                .filter(holds)
                .map(LevelsReader.Rise::to)
                .max(Comparator.naturalOrder())
                .orElse(rule.severity());
    }

    /** Whether a reading that is not in breach is good enough for a firing alert to be over. */
    public boolean isClear(Snapshot snapshot) {
        return hold(levels.clear(), snapshot);
    }

    /** A figure that is not known makes nothing worse, and clears nothing. */
    private static boolean hold(List<Constraint> all, Snapshot snapshot) {
        return all.stream().allMatch(one -> one.term().holds(snapshot).orElse(false));
    }

    /** What must hold before a firing alert is over; empty when nothing more than that the rule does not. */
    public List<Constraint> clear() {
        return levels.clear();
    }

    /** The severities above its own, mildest first, each with what must hold. */
    public Map<Severity, List<Constraint>> rises() {
        Map<Severity, List<Constraint>> rises = new LinkedHashMap<>();
        levels.rises().forEach(rise -> rises.put(rise.to(), rise.conditions()));
        return rises;
    }

    /** What it asks of a snapshot of the KPI, in order; that it is of the KPI goes without saying. */
    public List<Constraint> conditionsOn(KpiId kpi) {
        return conditions.getOrDefault(kpi.value(), List.of());
    }
}
