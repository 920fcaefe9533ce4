package dev.bellwether.drl;

import dev.bellwether.problem.Problems;
import java.util.ArrayList;
import java.util.List;
import org.drools.drl.ast.descr.AccumulateDescr;
import org.drools.drl.ast.descr.BaseDescr;
import org.drools.drl.ast.descr.CollectDescr;
import org.drools.drl.ast.descr.ConditionalElementDescr;
import org.drools.drl.ast.descr.EvalDescr;
import org.drools.drl.ast.descr.FromDescr;
import org.drools.drl.ast.descr.GroupByDescr;
import org.drools.drl.ast.descr.PatternDescr;
import org.drools.drl.ast.descr.RuleDescr;

/** Collects the patterns of a rule's left side, those inside {@code not}, {@code or}, {@code groupby} … included. */
final class PatternReader {

    private final RuleFile file;
    private final Problems problems;
    private final List<PatternUse> patterns = new ArrayList<>();

    private PatternReader(RuleFile file, Problems problems) {
        this.file = file;
        this.problems = problems;
    }

    static List<PatternUse> patternsOf(RuleFile file, RuleDescr rule, Problems problems) {
        var reader = new PatternReader(file, problems);
        if (rule.getLhs() != null) {
            reader.read(rule.getLhs());
        }
        return List.copyOf(reader.patterns);
    }

    private void read(BaseDescr descr) {
        if (descr instanceof PatternDescr pattern) {
            add(pattern);
        } else if (descr instanceof AccumulateDescr accumulate) {
            check(accumulate);
            read(accumulate.getInput());
        } else if (descr instanceof CollectDescr collect) {
            read(collect.getInputPattern());
        } else if (descr instanceof EvalDescr) {
            refuse(descr, "eval", "write the condition inside a pattern");
        } else if (descr instanceof ConditionalElementDescr several) {
            several.getDescrs().forEach(inner -> read((BaseDescr) inner));
        }
    }

    private void check(AccumulateDescr accumulate) {
        if (accumulate.getFunctions().isEmpty()) {
            refuse(accumulate, "accumulate with code of its own", "use its functions, such as count, sum, average");
        }
        accumulate.getFunctions().forEach(function -> {
            for (String parameter : function.getParams()) {
                check(accumulate, parameter);
            }
        });
        if (accumulate instanceof GroupByDescr groupBy) {
            check(accumulate, groupBy.getGroupingFunction());
            if (groupBy.getGroupingKey() == null) {
                problems.add(
                        file.at(accumulate.getLine()),
                        "the key of groupby has no name",
                        "write $key : " + groupBy.getGroupingFunction() + ", and $key on the right side");
            }
        }
    }

    private void check(BaseDescr place, String expression) {
        AllowedWords.strangerIn(expression).ifPresent(word -> refuse(place, word, AllowedWords.MEND));
    }

    private void refuse(BaseDescr place, String what, String mend) {
        problems.add(file.at(place.getLine()), what + " is not for rules", mend);
    }

    private void add(PatternDescr pattern) {
        List<PatternUse.Constraint> constraints = pattern.getDescrs().stream()
                .map(constraint -> new PatternUse.Constraint(
                        textOf(constraint),
                        constraint.getLine(),
                        start(constraint),
                        end(constraint),
                        Term.of(textOf(constraint))))
                .toList();
        patterns.add(new PatternUse(
                pattern.getObjectType(),
                pattern.getSource() != null || !pattern.getBehaviors().isEmpty(),
                textOf(pattern),
                pattern.getLine(),
                constraints));
        if (pattern.getSource() instanceof FromDescr) {
            refuse(pattern, "from", "write the condition inside a pattern"); // the source has no line of its own
        } else if (pattern.getSource() != null) {
            read(pattern.getSource());
        }
    }

    /** The text in the file, on one line; the parser's own is without what it did not need. */
    private String textOf(BaseDescr descr) {
        int from = start(descr);
        int to = end(descr);
        return to <= from
                ? descr.toString()
                : file.text().substring(from, to).replaceAll("[\\s;]+", " ").strip();
    }

    private static int start(BaseDescr descr) {
        return Math.max(0, descr.getStartCharacter());
    }

    private int end(BaseDescr descr) {
        return Math.min(file.text().length(), descr.getEndCharacter() + 1);
    }
}
