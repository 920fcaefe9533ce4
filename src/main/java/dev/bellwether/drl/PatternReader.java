package dev.bellwether.drl;

import dev.bellwether.drl.PatternUse.Constraint;
import dev.bellwether.problem.DidYouMean;
import dev.bellwether.problem.Location;
import dev.bellwether.problem.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.drools.drl.ast.descr.AccumulateDescr;
import org.drools.drl.ast.descr.AccumulateDescr.AccumulateFunctionCallDescr;
import org.drools.drl.ast.descr.AndDescr;
import org.drools.drl.ast.descr.BaseDescr;
import org.drools.drl.ast.descr.CollectDescr;
import org.drools.drl.ast.descr.ConditionalElementDescr;
import org.drools.drl.ast.descr.EvalDescr;
import org.drools.drl.ast.descr.ExistsDescr;
import org.drools.drl.ast.descr.ForallDescr;
import org.drools.drl.ast.descr.GroupByDescr;
import org.drools.drl.ast.descr.NotDescr;
import org.drools.drl.ast.descr.OrDescr;
import org.drools.drl.ast.descr.PatternDescr;
import org.drools.drl.ast.descr.RuleDescr;

/**
 * Collects the patterns of a rule's left side, those inside {@code not}, {@code or}, {@code groupby} … included, and
 * checks each condition on the way. Elements that are not named here are refused.
 */
final class PatternReader {

    private static final Set<String> GIVE_NUMBERS =
            Set.of("average", "count", "max", "min", "standardDeviation", "sum", "variance");
    private static final Set<String> GIVE_LISTS = Set.of("collectList", "collectSet");

    /** A condition that is longer than this was not written by hand. */
    private static final int LONGEST = 4_000;

    /**
     * What a left side holds.
     *
     * @param variables what the right side may name
     * @param isUnderstood whether all of it is known here, so that the engine will take it
     */
    record LeftSide(List<PatternUse> patterns, Map<String, Kind> variables, boolean isUnderstood) {}

    private final RuleFile file;
    private final Set<String> ownFunctions;
    private final Problems problems;
    private final List<PatternUse> patterns = new ArrayList<>();
    private Map<String, Kind> variables = new TreeMap<>();
    private boolean isUnderstood = true;
    private boolean isInside;
    private boolean isNegated;

    private PatternReader(RuleFile file, Set<String> ownFunctions, Problems problems) {
        this.file = file;
        this.ownFunctions = ownFunctions;
        this.problems = problems;
    }

    /**
     * @param ownFunctions what accumulate may count with besides the engine's own functions
     */
    static LeftSide read(RuleFile file, RuleDescr rule, Set<String> ownFunctions, Problems problems) {
        var reader = new PatternReader(file, ownFunctions, problems);
        int before = problems.size();
        if (rule.getLhs() != null) {
            reader.read(rule.getLhs());
        }
        boolean isUnderstood = reader.isUnderstood && problems.size() == before;
        return new LeftSide(List.copyOf(reader.patterns), Map.copyOf(reader.variables), isUnderstood);
    }

    /** Checks conditions on a snapshot that stand outside of a left side. */
    static void check(RuleFile file, List<Constraint> conditions, Problems problems) {
        var reader = new PatternReader(file, Set.of(), problems);
        conditions.forEach(condition -> reader.check(condition, Kind.SNAPSHOT));
    }

    private void read(BaseDescr descr) {
        if (descr instanceof PatternDescr pattern) {
            add(pattern);
        } else if (descr instanceof AndDescr all) {
            all.getDescrs().forEach(this::read);
        } else if (descr instanceof NotDescr || descr instanceof ExistsDescr) {
            readInside((ConditionalElementDescr) descr);
        } else if (descr instanceof OrDescr || descr instanceof ForallDescr) {
            isUnderstood &= isInside && descr instanceof OrDescr; // nothing that it names is known outside
            readOr((ConditionalElementDescr) descr);
        } else if (descr instanceof EvalDescr) {
            refuse(descr, "eval", "write the condition inside a pattern");
        } else {
            refuse(descr, "this", "patterns are joined by and, or, not, exists, accumulate, groupby");
        }
    }

    /** What is named inside of {@code not} is not known outside. */
    private void readInside(ConditionalElementDescr element) {
        Map<String, Kind> outside = Map.copyOf(variables);
        boolean wasInside = isInside;
        isInside = true;
        isNegated = element instanceof NotDescr
                && element.getDescrs().size() == 1
                && element.getDescrs().get(0) instanceof PatternDescr;
        element.getDescrs().forEach(inner -> read((BaseDescr) inner));
        variables = new TreeMap<>(outside);
        isInside = wasInside;
        isNegated = false;
    }

    /** Each branch knows what stands before; after it, what any of them names may be known. */
    private void readOr(ConditionalElementDescr element) {
        Map<String, Kind> before = Map.copyOf(variables);
        Map<String, Kind> after = new TreeMap<>(variables);
        for (Object branch : element.getDescrs()) {
            variables = new TreeMap<>(before);
            read((BaseDescr) branch);
            after.putAll(variables);
        }
        variables = after;
    }

    private void add(PatternDescr pattern) {
        boolean isFrom = pattern.getSource() != null;
        Kind kind = Kind.ofType(pattern.getObjectType());
        int index = patterns.size();
        if (isFrom) {
            readSource(pattern);
        }
        if (!pattern.getBehaviors().isEmpty()) {
            refuse(pattern, "over", "figures over time belong in the KPI");
        }
        if (pattern.isQuery() || !pattern.getPositionalConstraints().isEmpty()) {
            refuse(pattern, "\"" + pattern.getObjectType() + "\" with places instead of names", "name the figures");
            return;
        }
        List<Constraint> constraints = new ArrayList<>();
        for (BaseDescr descr : pattern.getDescrs()) {
            Constraint constraint = constraint(descr);
            constraints.add(constraint);
            if (isFrom || kind.isFact()) {
                check(constraint, kind);
            } else {
                refuseStrangers(constraint); // that there is no such type is told elsewhere
            }
        }
        if (pattern.getIdentifier() != null) {
            variables.put(pattern.getIdentifier(), kind);
        }
        boolean hasSource = isFrom || !pattern.getBehaviors().isEmpty();
        patterns.add(
                index,
                new PatternUse(
                        pattern.getObjectType(),
                        hasSource,
                        isNegated,
                        isNegated ? "not " + textOf(pattern) : textOf(pattern),
                        pattern.getLine(),
                        List.copyOf(constraints)));
    }

    private void readSource(PatternDescr pattern) {
        if (pattern.getSource() instanceof AccumulateDescr accumulate) {
            isUnderstood &= Kind.ofType(pattern.getObjectType()) == Kind.OTHER; // Number( … ) from accumulate( … )
            read(accumulate);
        } else if (pattern.getSource() instanceof CollectDescr collect) {
            isUnderstood = false;
            Map<String, Kind> outside = Map.copyOf(variables);
            read(collect.getInputPattern());
            variables = new TreeMap<>(outside);
        } else {
            refuse(pattern, "from", "write the condition inside a pattern"); // the source has no line of its own
        }
    }

    private void read(AccumulateDescr accumulate) {
        Map<String, Kind> outside = new TreeMap<>(variables);
        read(accumulate.getInput());
        if (accumulate.getFunctions().isEmpty()) {
            refuse(accumulate, "accumulate with code of its own", "use its functions, such as count, sum, average");
        }
        for (AccumulateFunctionCallDescr function : accumulate.getFunctions()) {
            Kind result = kindOf(accumulate, function);
            if (function.getBind() != null) {
                outside.put(function.getBind(), result);
            }
        }
        if (accumulate instanceof GroupByDescr groupBy) {
            Kind key = kindOf(accumulate, groupBy.getGroupingFunction());
            if (groupBy.getGroupingKey() == null) {
                problems.add(
                        file.at(accumulate.getLine()),
                        "the key of groupby has no name",
                        "write $key : " + groupBy.getGroupingFunction() + ", and $key on the right side");
                outside.put(groupBy.getGroupingFunction().strip(), key);
            } else {
                outside.put(groupBy.getGroupingKey(), key);
            }
        }
        variables = outside;
    }

    private Kind kindOf(AccumulateDescr accumulate, AccumulateFunctionCallDescr function) {
        for (String parameter : function.getParams()) {
            kindOf(accumulate, parameter);
        }
        String name = function.getFunction();
        if (GIVE_LISTS.contains(name)) {
            return Kind.LIST;
        }
        if (!GIVE_NUMBERS.contains(name) && !ownFunctions.contains(name)) {
            Set<String> known = new TreeSet<>(GIVE_NUMBERS);
            known.addAll(GIVE_LISTS);
            known.addAll(ownFunctions);
            problems.add(
                    file.at(accumulate.getLine()),
                    "unknown function \"" + name + "\"",
                    DidYouMean.sentence(name, known));
        }
        isUnderstood &= name.equals("count") || ownFunctions.contains(name);
        return Kind.NUMBER;
    }

    /** What a parameter of a function or a key is; a word in it has no place of its own, only that of the whole. */
    private Kind kindOf(AccumulateDescr accumulate, String expression) {
        if (expression.isBlank()) {
            return Kind.OTHER;
        }
        var stranger = AllowedWords.strangerIn(expression);
        if (stranger.isPresent()) {
            refuse(accumulate, stranger.get(), ConditionCheck.MEND);
            return Kind.OTHER;
        }
        var parsed = Expressions.parse(expression);
        if (parsed.isEmpty()) {
            problems.add(file.at(accumulate.getLine()), "\"" + expression + "\" cannot be read", ConditionCheck.MEND);
            return Kind.OTHER;
        }
        var check = new ConditionCheck(expression, Kind.OTHER, variables);
        Kind kind = check.kindOf(parsed.get());
        check.mistakes()
                .forEach(mistake -> problems.add(file.at(accumulate.getLine()), mistake.what(), mistake.mend()));
        isUnderstood &= check.isUnderstood();
        return kind;
    }

    private void check(Constraint constraint, Kind fact) {
        if (constraint.text().length() > LONGEST) {
            problems.add(place(constraint, ""), "a condition is longer than " + LONGEST + " letters", "divide it");
            return;
        }
        if (refuseStrangers(constraint)) {
            return;
        }
        var parsed = Expressions.parse(constraint.text());
        if (parsed.isEmpty()) {
            problems.add(
                    place(constraint, ""),
                    "\"" + constraint.text() + "\" cannot be read",
                    constraint.text().contains("'")
                            ? "write texts in double quotes, like label(\"market\") == \"BR\""
                            : "conditions are divided by commas; a comparison is like value >= 100");
            return;
        }
        var check = new ConditionCheck(constraint.text(), fact, variables);
        var bound = constraint.variable();
        bound.ifPresent(name -> variables.put(name, check.kindOf(Expressions.firstOperand(parsed.get()))));
        if (bound.isEmpty() || Expressions.isComparison(parsed.get())) {
            check.condition(parsed.get());
        } else {
            isUnderstood &= Expressions.isFigure(parsed.get()); // a name for something calculated
            check.kindOf(parsed.get());
        }
        isUnderstood &= check.isUnderstood();
        check.mistakes().stream()
                .distinct()
                .forEach(mistake -> problems.add(place(constraint, mistake.word()), mistake.what(), mistake.mend()));
        Comparisons.mendOf(constraint.text())
                .ifPresent(mend -> problems.add(
                        place(constraint, ""),
                        "\"" + constraint.text() + "\" is not clear about what it compares",
                        mend));
    }

    private boolean refuseStrangers(Constraint constraint) {
        var stranger = AllowedWords.strangerIn(constraint.text());
        stranger.ifPresent(
                word -> problems.add(place(constraint, word), word + " is not for rules", ConditionCheck.MEND));
        return stranger.isPresent();
    }

    private Constraint constraint(BaseDescr descr) {
        String text = textOf(descr);
        return new Constraint(text, descr.getLine(), start(descr), end(descr), Term.of(text));
    }

    private Location place(Constraint constraint, String word) {
        return constraint.place(file, word);
    }

    private void refuse(BaseDescr place, String what, String mend) {
        problems.add(file.at(place.getLine()), what + " is not for rules", mend);
    }

    /** The text in the file, on one line; the parser's own is without what it did not need. */
    private String textOf(BaseDescr descr) {
        int from = start(descr);
        int to = end(descr);
        return to <= from
                ? descr.toString()
                : file.code()
                        .substring(from, to)
                        .replaceAll("\\s+", " ")
                        .replaceFirst("[\\s;]+$", "")
                        .strip();
    }

    private static int start(BaseDescr descr) {
        return Math.max(0, descr.getStartCharacter());
    }

    private int end(BaseDescr descr) {
        return Math.min(file.code().length(), descr.getEndCharacter() + 1);
    }
}
