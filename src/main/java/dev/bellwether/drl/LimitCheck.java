package dev.bellwether.drl;

import dev.bellwether.kpi.KpiId;
import dev.bellwether.limit.Limits;
import dev.bellwether.limit.LimitsReader;
import dev.bellwether.problem.DidYouMean;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Whether rules and the table of limits speak of the same things. */
final class LimitCheck {

    private final RuleSet set;
    private final Findings findings;

    LimitCheck(RuleSet set, Findings findings) {
        this.set = set;
        this.findings = findings;
    }

    void check() {
        Map<String, Set<KpiId>> users = new TreeMap<>();
        set.rules().forEach(draft -> collect(draft, users));
        users.forEach(this::checkRows);
        if (set.isComplete()) {
            set.limits().names().stream()
                    .filter(limit -> !users.containsKey(limit))
                    .forEach(this::hintAtUnused);
        }
    }

    private void collect(RuleDraft draft, Map<String, Set<KpiId>> users) {
        for (PatternUse pattern : draft.asked()) {
            for (var constraint : pattern.constraints()) {
                for (String limit : constraint.limits()) {
                    users.computeIfAbsent(limit, name -> new TreeSet<>()).addAll(set.kpisOf(draft));
                    if (!set.limits().names().contains(limit)) {
                        findings.mistakes()
                                .add(
                                        draft.place(constraint, limit),
                                        "unknown limit \"" + limit + "\"",
                                        LimitsReader.meant(limit, set.limits()));
                    }
                }
            }
        }
    }

    private void checkRows(String limit, Set<KpiId> users) {
        List<Limits.Row> rows = set.limits().rowsOf(limit);
        if (!rows.isEmpty() && rows.stream().noneMatch(row -> row.labels().isEmpty())) {
            findings.mistakes()
                    .add(
                            rows.get(rows.size() - 1).place(),
                            "limit \"" + limit + "\" has no row for all: series that no row matches are never judged",
                            "add a row that leaves all labels empty");
        }
        Set<String> dimensions = set.dimensionsOf(users);
        if (users.isEmpty()) {
            return; // what is wrong with the rules is told already
        }
        for (Limits.Row row : rows) {
            for (String label : row.labels().asMap().keySet()) {
                if (!dimensions.contains(label)) {
                    findings.mistakes()
                            .add(
                                    row.place(),
                                    "limit \"" + limit + "\" is for a " + label
                                            + ", but no KPI of the rules that use it is broken down by it",
                                    DidYouMean.sentence(label, dimensions));
                }
            }
        }
    }

    private void hintAtUnused(String limit) {
        set.limits().rowsOf(limit).stream().limit(1).forEach(row -> findings.hints()
                .add(row.place(), "no rule uses the limit \"" + limit + "\"", "remove it"));
    }
}
