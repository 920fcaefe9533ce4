package dev.bellwether.drl;

import dev.bellwether.drl.PatternUse.Constraint;
import dev.bellwether.kpi.Kpi;
import dev.bellwether.problem.DidYouMean;
import dev.bellwether.problem.Problems;

/** Whether each KPI keeps the figures over time that rules ask of it; what is not kept would never be there. */
final class KeptCheck {

    private final RuleSet set;
    private final Problems mistakes;

    KeptCheck(RuleSet set, Problems mistakes) {
        this.set = set;
        this.mistakes = mistakes;
    }

    void check() {
        for (RuleDraft draft : set.rules()) {
            for (PatternUse pattern : draft.asked()) {
                pattern.namesOf("kpi").stream()
                        .flatMap(name -> set.kpi(name).stream())
                        .forEach(kpi -> pattern.constraints().forEach(constraint -> check(draft, constraint, kpi)));
            }
        }
    }

    private void check(RuleDraft draft, Constraint constraint, Kpi kpi) {
        for (String window : constraint.windows()) {
            if (!kpi.windows().contains(window)) {
                mistakes.add(
                        draft.place(constraint, window),
                        "KPI \"" + kpi.id() + "\" keeps no window \"" + window + "\"",
                        kpi.windows().isEmpty()
                                ? "add windows: [" + window + "] to it in kpis/"
                                : DidYouMean.sentence(window, kpi.windows()));
            }
        }
        if (constraint.asksForDrift() && !kpi.drift()) {
            mistakes.add(
                    draft.place(constraint),
                    "KPI \"" + kpi.id() + "\" adds up no drift",
                    "add drift: true to it in kpis/");
        }
    }
}
