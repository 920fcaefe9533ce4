package dev.bellwether.rules;

import dev.bellwether.alert.Condition;
import dev.bellwether.drl.Field;
import dev.bellwether.drl.LoadedRule;
import dev.bellwether.drl.PatternUse;
import dev.bellwether.drl.PatternUse.Constraint;
import dev.bellwether.drl.Term;
import dev.bellwether.history.Snapshot;
import dev.bellwether.kpi.Labels;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.kie.api.runtime.rule.Match;

/**
 * Why a rule fired, or why not: its conditions as written, and what each saw. Whether a condition holds is said by the
 * condition that the engine compiled; the parts of one that is joined by {@code ||} are worked out beside it, and are
 * left out should they contradict it.
 */
final class Explanation {

    private static final Pattern VARIABLE = Pattern.compile("\\$\\w+");
    private static final Pattern LABEL_COMPARED =
            Pattern.compile("label\\(\\s*\"(\\w+)\"\\s*\\)\\s*(==|!=)\\s*\\$\\w+");
    private static final int SERIES_SHOWN = 12;

    private Explanation() {}

    /** Of a breach: all conditions held. */
    static List<Condition> ofBreach(LoadedRule rule, Snapshot snapshot) {
        return rule.conditionsOn(snapshot.definition().id()).stream()
                .map(constraint -> condition(constraint.term(), snapshot, true))
                .toList();
    }

    /**
     * Of any snapshot of the rule's KPI, in the order of the rule.
     *
     * @param sieve holds the rule's compiled conditions
     */
    static List<Condition> of(LoadedRule rule, Sieve sieve, Snapshot snapshot) {
        List<Constraint> constraints = rule.conditionsOn(snapshot.definition().id());
        List<Optional<Boolean>> verdicts = sieve.verdicts(snapshot, constraints.size());
        List<Condition> conditions = new ArrayList<>();
        for (int i = 0; i < constraints.size(); i++) {
            Term term = constraints.get(i).term();
            boolean holds = verdicts.get(i).or(() -> term.holds(snapshot)).orElse(false);
            conditions.add(condition(term, snapshot, holds));
        }
        return List.copyOf(conditions);
    }

    /** Of the annotations that hold conditions, by name, the highest severity first. */
    static Map<String, List<Condition>> ofLevels(LoadedRule rule, Snapshot snapshot) {
        Map<String, List<Condition>> levels = new TreeMap<>(); // clear, critical, high, warning
        rule.rises().forEach((severity, asked) -> levels.put(severity.toString(), seen(asked, snapshot)));
        if (!rule.clear().isEmpty()) {
            levels.put("clear", seen(rule.clear(), snapshot));
        }
        return levels;
    }

    private static List<Condition> seen(List<Constraint> asked, Snapshot snapshot) {
        return asked.stream()
                .map(Constraint::term)
                .map(term -> condition(term, snapshot, term.holds(snapshot).orElse(false)))
                .toList();
    }

    private static Condition condition(Term term, Snapshot snapshot, boolean holds) {
        Optional<Field> like = term instanceof Term.Comparison comparison ? comparison.field() : Optional.empty();
        String saw = term.operands()
                .flatMap(operand -> operand.seenIn(snapshot, like).stream())
                .distinct()
                .collect(Collectors.joining(", "));
        return new Condition(term.written(), saw, holds, margin(term, snapshot, holds), parts(term, snapshot, holds));
    }

    private static List<Condition> parts(Term term, Snapshot snapshot, boolean holds) {
        if (!term.holds(snapshot).equals(Optional.of(holds))) {
            return List.of();
        }
        return term.parts().stream()
                .map(part -> condition(part, snapshot, part.holds(snapshot).orElse(false)))
                .toList();
    }

    private static String margin(Term term, Snapshot snapshot, boolean holds) {
        if (!(term instanceof Term.Comparison comparison)) {
            return "";
        }
        double margin = comparison.margin(snapshot);
        Optional<Field> field = comparison.field().filter(Field::isNumber);
        if (!Double.isFinite(margin) || field.isEmpty() || (margin < 0) == holds) {
            return "";
        }
        return field.get().distance(snapshot.definition().unit(), margin) + (holds ? " past" : " short");
    }

    /** The failing ones first, of these the nearest to holding first; then the others in the order of the rule. */
    static List<Condition> nearestMissFirst(LoadedRule rule, List<Condition> conditions, Snapshot snapshot) {
        List<Constraint> constraints = rule.conditionsOn(snapshot.definition().id());
        return Stream.iterate(0, i -> i < conditions.size(), i -> i + 1)
                .sorted(Comparator.comparing((Integer i) -> conditions.get(i).holds())
                        .thenComparing(i -> conditions.get(i).holds()
                                ? 0.0
                                : shortfall(constraints.get(i).term(), snapshot)))
                .map(conditions::get)
                .toList();
    }

    /** How far a condition is from holding, in relation to the numbers compared, so that conditions can be ordered. */
    private static double shortfall(Term term, Snapshot snapshot) {
        if (term instanceof Term.Comparison comparison) {
            double size = Math.max(
                    Math.abs(comparison.left().in(snapshot)),
                    Math.abs(comparison.right().in(snapshot)));
            double distance = -comparison.margin(snapshot) / size;
            return Double.isFinite(distance) ? distance : Double.MAX_VALUE;
        }
        var parts = term.parts().stream().mapToDouble(part -> shortfall(part, snapshot));
        return term instanceof Term.Any
                ? parts.min().orElse(Double.MAX_VALUE)
                : parts.max().orElse(Double.MAX_VALUE);
    }

    /** For a rule that joined several series into the alert {@code labels}. */
    static List<Condition> of(LoadedRule rule, Labels labels, List<Evidence> evidence, Match match) {
        List<Condition> conditions = new ArrayList<>();
        for (PatternUse pattern : rule.patterns()) {
            if (pattern.isBreach() || pattern.isSnapshot()) {
                String seen = pattern.isNegated() ? "none" : seen(pattern, labels, evidence);
                conditions.add(new Condition(pattern.written(), seen));
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
                .filter(fact -> fact.isOf(pattern))
                .map(fact -> fact.labels().asMap().entrySet().stream()
                        .filter(label -> labels.get(label.getKey()).isEmpty())
                        .map(Map.Entry::getValue)
                        .collect(Collectors.joining(" ")))
                .forEach(others::add);
        if (others.isEmpty()) {
            return "";
        }
        return String.join(" ", labels.asMap().values()) + ": " + some(others);
    }

    private static String some(Collection<String> all) {
        String more = all.size() > SERIES_SHOWN ? " and " + (all.size() - SERIES_SHOWN) + " more" : "";
        return all.stream().limit(SERIES_SHOWN).collect(Collectors.joining(", ")) + more;
    }

    /**
     * Of a group rule that may be quiet: for each of its patterns, what of the facts it could join; what it asks of
     * these together is told as written.
     */
    static List<Condition> ofGroup(LoadedRule rule, Labels labels, Collection<Evidence> facts) {
        List<Condition> conditions = new ArrayList<>();
        for (PatternUse pattern : rule.patterns()) {
            if (pattern.isBreach() || pattern.isSnapshot()) {
                List<String> found = facts.stream()
                        .filter(fact -> fact.isOf(pattern) && mayBeMeant(fact.labels(), pattern, labels))
                        .map(fact -> fact.labels().toString())
                        .distinct()
                        .sorted()
                        .toList();
                String saw = found.isEmpty() ? "none" : found.size() + ": " + some(found);
                boolean holds = found.isEmpty() == pattern.isNegated();
                conditions.add(new Condition(pattern.written(), saw, holds, "", List.of()));
            } else {
                pattern.constraints()
                        .forEach(constraint ->
                                conditions.add(new Condition(constraint.text(), "", false, "", List.of())));
            }
        }
        return conditions;
    }

    /** A {@code not} speaks of other series than those of the alert, as far as it compares their labels. */
    private static boolean mayBeMeant(Labels fact, PatternUse pattern, Labels alert) {
        if (!pattern.isNegated()) {
            return fact.agreesWith(alert);
        }
        return pattern.constraints().stream()
                .map(constraint -> LABEL_COMPARED.matcher(constraint.text()))
                .filter(Matcher::matches)
                .filter(compared -> !alert.get(compared.group(1)).isEmpty())
                .allMatch(compared -> fact.get(compared.group(1)).equals(alert.get(compared.group(1)))
                        == compared.group(2).equals("=="));
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
