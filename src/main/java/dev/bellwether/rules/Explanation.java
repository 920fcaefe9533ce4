package dev.bellwether.rules;

import dev.bellwether.alert.Condition;
import dev.bellwether.history.Snapshot;
import dev.bellwether.kpi.Labels;
import dev.bellwether.rules.PatternUse.Constraint;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.kie.api.runtime.rule.Match;

/** Why a rule fired: its conditions as written, and the values they saw. Made for breaches only. */
final class Explanation {

    private static final Pattern VARIABLE = Pattern.compile("\\$\\w+");
    private static final int SERIES_SHOWN = 12;

    private Explanation() {}

    /** For a rule over one snapshot. */
    static List<Condition> of(LoadedRule rule, Snapshot snapshot) {
        return rule.patterns().stream()
                .filter(PatternUse::isSnapshot)
                .filter(pattern -> pattern.namesOf("kpi").contains(snapshot.kpi()))
                .limit(1)
                .flatMap(pattern -> pattern.constraints().stream())
                .filter(constraint -> constraint.kpi().isEmpty() && !constraint.isBinding())
                .map(constraint -> new Condition(constraint.text(), seen(constraint, snapshot)))
                .toList();
    }

    private static String seen(Constraint constraint, Snapshot snapshot) {
        List<String> seen = new ArrayList<>();
        constraint.figures().forEach(figure -> seen.add(figure + " = " + Wording.of(figure, snapshot)));
        constraint.labels().forEach(label -> seen.add(label + " = " + Wording.label(snapshot.label(label))));
        return String.join(", ", seen);
    }

    /** For a rule that joined several series into the alert {@code labels}. */
    static List<Condition> of(LoadedRule rule, Labels labels, List<Evidence> evidence, Match match) {
        List<Condition> conditions = new ArrayList<>();
        for (PatternUse pattern : rule.patterns()) {
            if (pattern.isBreach() || pattern.isSnapshot()) {
                conditions.add(new Condition(pattern.written(), seen(pattern, labels, evidence)));
            } else {
                pattern.constraints()
                        .forEach(constraint ->
                                conditions.add(new Condition(constraint.text(), seen(constraint, match))));
            }
        }
        return conditions;
    }

    /** {@code correio: BR, ES, PL}: the alert's own labels, then how the others differ. */
    private static String seen(PatternUse pattern, Labels labels, List<Evidence> evidence) {
        var others = new TreeSet<String>();
        evidence.stream()
                .filter(fact -> isOf(pattern, fact))
                .map(fact -> fact.labels().asMap().entrySet().stream()
                        .filter(label -> labels.get(label.getKey()).isEmpty())
                        .map(Map.Entry::getValue)
                        .collect(Collectors.joining(" ")))
                .forEach(others::add);
        if (others.isEmpty()) {
            return "";
        }
        String own = String.join(" ", labels.asMap().values());
        String more = others.size() > SERIES_SHOWN ? " and " + (others.size() - SERIES_SHOWN) + " more" : "";
        return own + ": " + others.stream().limit(SERIES_SHOWN).collect(Collectors.joining(", ")) + more;
    }

    private static boolean isOf(PatternUse pattern, Evidence fact) {
        var alertnames = pattern.namesOf("alertname");
        var kpis = pattern.namesOf("kpi");
        return pattern.isBreach() != fact.alertname().isEmpty()
                && (alertnames.isEmpty() || alertnames.contains(fact.alertname()))
                && (kpis.isEmpty() || kpis.contains(fact.kpi().value()));
    }

    private static String seen(Constraint constraint, Match match) {
        Collection<String> known = match.getDeclarationIds();
        return VARIABLE.matcher(constraint.text())
                .results()
                .map(found -> found.group())
                .distinct()
                .filter(known::contains)
                .map(name -> name + " = " + shortly(match.getDeclarationValue(name)))
                .collect(Collectors.joining(", "));
    }

    private static Object shortly(Object value) {
        return value instanceof Collection<?> several ? several.size() + " of them" : value;
    }
}
