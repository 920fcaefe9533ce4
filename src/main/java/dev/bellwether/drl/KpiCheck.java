package dev.bellwether.drl;

import dev.bellwether.alert.AlertRule.Scope;
import dev.bellwether.drl.PatternUse.Constraint;
import dev.bellwether.problem.DidYouMean;
import dev.bellwether.problem.Problems;
import java.util.List;
import java.util.Set;

/** Whether each pattern is about KPIs, rules and labels that exist, and asks something of them. */
final class KpiCheck {

    private final RuleSet set;
    private final Problems mistakes;

    KpiCheck(RuleSet set, Problems mistakes) {
        this.set = set;
        this.mistakes = mistakes;
    }

    void check() {
        set.rules().forEach(this::check);
    }

    private void check(RuleDraft draft) {
        if (draft.patterns().isEmpty() && draft.hasSoundLeftSide()) {
            mistakes.add(
                    draft.place(),
                    "rule \"" + draft.name() + "\" has no pattern",
                    "begin with $s : Snapshot( kpi == \"…\" )");
        }
        for (PatternUse pattern : draft.patterns()) {
            if (pattern.isSnapshot()) {
                checkSnapshot(draft, pattern);
            } else if (pattern.isBreach()) {
                checkBreach(draft, pattern);
            } else if (!pattern.from()) {
                mistakes.add(
                        draft.file().at(pattern.line()),
                        "unknown type " + pattern.type(),
                        DidYouMean.sentence(pattern.type(), List.of("Snapshot", "Breach")));
            }
            checkLabels(draft, pattern);
        }
        draft.askedByRemarks().forEach(asked -> checkLabels(draft, asked));
    }

    private void checkSnapshot(RuleDraft draft, PatternUse pattern) {
        List<Constraint> constraints = pattern.constraints();
        if (constraints.isEmpty() || constraints.get(0).kpi().isEmpty()) {
            String example = set.kpiNames().stream().findFirst().orElse("…");
            mistakes.add(
                    constraints.isEmpty() ? draft.file().at(pattern.line()) : draft.place(constraints.get(0)),
                    "the first condition of Snapshot is not kpi == \"…\"",
                    "write Snapshot( kpi == \"" + example + "\", … )");
            return;
        }
        constraints.get(0).kpi().ifPresent(name -> checkKpi(draft, constraints.get(0), name));
        boolean asks = constraints.stream().skip(1).anyMatch(constraint -> !constraint.isBinding());
        if (!asks && draft.scope() == Scope.SERIES) {
            mistakes.add(
                    draft.place(constraints.get(0)),
                    "rule \"" + draft.name() + "\" asks nothing of the KPI, so every series is bad at every tick",
                    "add a comparison, such as value > high");
        }
    }

    private void checkKpi(RuleDraft draft, Constraint constraint, String name) {
        if (!set.mayHold(name)) {
            mistakes.add(
                    draft.place(constraint, name),
                    "unknown KPI \"" + name + "\"",
                    DidYouMean.among(name, set.kpiNames())
                                    .map(near -> "did you mean \"" + near + "\"? ")
                                    .orElse("")
                            + "KPIs are in kpis/*.yml");
        }
    }

    private void checkBreach(RuleDraft draft, PatternUse pattern) {
        for (Constraint constraint : pattern.constraints()) {
            constraint.namesOf("kpi").forEach(name -> checkKpi(draft, constraint, name));
            constraint.namesOf("alertname").forEach(name -> checkRule(draft, constraint, name));
        }
    }

    private void checkRule(RuleDraft draft, Constraint constraint, String alertname) {
        if (set.rule(alertname).isPresent()) {
            if (set.rule(alertname).get().scope() == Scope.GROUP) {
                mistakes.add(
                        draft.place(constraint, alertname),
                        "\"" + alertname + "\" is a group rule; a group rule sees only what series rules raise",
                        "name the series rules that it joins");
            }
        } else if (set.isComplete()) {
            mistakes.add(
                    draft.place(constraint, alertname),
                    "there is no rule \"" + alertname + "\"",
                    DidYouMean.sentence(
                            alertname,
                            set.series().stream().map(RuleDraft::name).toList()));
        }
    }

    private void checkLabels(RuleDraft draft, PatternUse pattern) {
        Set<String> dimensions = set.dimensionsOf(pattern);
        if (dimensions.isEmpty()) {
            return;
        }
        for (Constraint constraint : pattern.constraints()) {
            for (String label : constraint.labels()) {
                if (!dimensions.contains(label)) {
                    mistakes.add(
                            draft.place(constraint, label),
                            "unknown label \"" + label + "\"",
                            DidYouMean.sentence(label, dimensions));
                }
            }
        }
    }
}
