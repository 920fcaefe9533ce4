package dev.bellwether.drl;

import dev.bellwether.problem.Problems;
import java.util.HashMap;
import java.util.Map;

/** Finds rules that judge the same by the same: two alerts, and two mails, for every breach. */
final class CopyCheck {

    private CopyCheck() {}

    static void check(RuleSet set, Problems mistakes) {
        Map<String, RuleDraft> seen = new HashMap<>();
        for (RuleDraft draft : set.rules()) {
            RuleDraft first = seen.putIfAbsent(draft.body(), draft);
            if (first != null && !draft.patterns().isEmpty()) {
                mistakes.add(
                        draft.place(),
                        "rule \"" + draft.name() + "\" has the same conditions as \"" + first.name() + "\"",
                        "the other is in " + first.place() + "; keep one, or change the conditions");
            }
        }
    }
}
