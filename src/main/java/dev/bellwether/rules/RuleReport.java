package dev.bellwether.rules;

import dev.bellwether.kpi.KpiId;
import dev.bellwether.problem.Problem;
import java.util.List;
import java.util.Set;

/**
 * What a look at rule files brought up.
 *
 * @param files the names of those that could be parsed
 * @param mistakes by file, line and column
 * @param hints what works and may still not be what was meant
 * @param judged the KPIs that rules are about
 */
public record RuleReport(List<String> files, List<Problem> mistakes, List<Problem> hints, Set<KpiId> judged) {

    public RuleReport {
        files = List.copyOf(files);
        mistakes = List.copyOf(mistakes);
        hints = List.copyOf(hints);
        judged = Set.copyOf(judged);
    }
}
