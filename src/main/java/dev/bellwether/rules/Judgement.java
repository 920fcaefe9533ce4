package dev.bellwether.rules;

import dev.bellwether.alert.Alert;
import dev.bellwether.alert.Breach;
import dev.bellwether.kpi.Labels;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What rules say at one instant.
 *
 * @param breaches at most one for each rule and labels
 * @param failures of rules that could not be judged for some series, by rule; the other series and rules were judged
 * @param untold by rule, the labels of breaches that are not among {@code breaches} because there are too many of them
 */
public record Judgement(List<Breach> breaches, Map<String, RuleFailure> failures, Map<String, Set<Labels>> untold) {

    public Judgement {
        breaches = List.copyOf(breaches);
        failures = Map.copyOf(failures);
        untold = Map.copyOf(untold);
    }

    /** The name of the rule that the alert speaks of: its own, or the one whose breaches it stands for. */
    public static String ruleOf(Alert alert) {
        return alert.alertname().equals(StormCap.ALERTNAME) ? alert.labels().get("rule") : alert.alertname();
    }

    /** Whether it is known of the alert that its rule does not hold any more, there being no breach of it. */
    public boolean isQuiet(Alert alert) {
        return !failures.containsKey(ruleOf(alert))
                && !untold.getOrDefault(alert.alertname(), Set.of()).contains(alert.labels());
    }
}
