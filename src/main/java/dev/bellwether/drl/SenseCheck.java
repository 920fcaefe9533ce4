package dev.bellwether.drl;

import com.github.javaparser.ast.expr.BinaryExpr.Operator;
import dev.bellwether.drl.PatternUse.Constraint;
import dev.bellwether.drl.Term.Comparison;
import dev.bellwether.kpi.Kpi;
import dev.bellwether.problem.DidYouMean;
import dev.bellwether.problem.Problems;
import java.time.DayOfWeek;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Finds conditions that no reading can meet, and such that every reading meets. */
final class SenseCheck {

    private static final List<String> WEEKDAYS =
            Arrays.stream(DayOfWeek.values()).map(Enum::name).toList();

    /** What a reading that did not come still has. */
    private static final Set<String> KNOWN_WITHOUT_READING = Set.of(
            "kpi", "title", "at", "hour", "weekday", "missing", "ageSeconds", "expected", "low", "high", "weeks");

    private final RuleSet set;
    private final Problems mistakes;

    SenseCheck(RuleSet set, Problems mistakes) {
        this.set = set;
        this.mistakes = mistakes;
    }

    void check() {
        for (RuleDraft draft : set.rules()) {
            for (PatternUse pattern : draft.asked()) {
                if (pattern.isSnapshot()) {
                    kpiOf(pattern).ifPresent(kpi -> new OfPattern(draft, pattern, kpi).check());
                }
            }
        }
    }

    private Optional<Kpi> kpiOf(PatternUse pattern) {
        return pattern.namesOf("kpi").stream()
                .flatMap(name -> set.kpi(name).stream())
                .findFirst();
    }

    /** One pattern while it is looked at. */
    private final class OfPattern {

        private final RuleDraft draft;
        private final PatternUse pattern;
        private final Kpi kpi;
        private final Map<String, Span> left = new HashMap<>();
        private final Map<String, String> texts = new HashMap<>();

        OfPattern(RuleDraft draft, PatternUse pattern, Kpi kpi) {
            this.draft = draft;
            this.pattern = pattern;
            this.kpi = kpi;
        }

        void check() {
            boolean isMissing = pattern.constraints().stream()
                    .flatMap(constraint -> joined(constraint.term()))
                    .anyMatch(term -> term.written().equals("missing"));
            for (Constraint constraint : pattern.constraints()) {
                int before = mistakes.size();
                constraint.term().comparisons().forEach(comparison -> checkRange(constraint, comparison));
                checkWeekdays(constraint);
                if (mistakes.size() == before) {
                    joined(constraint.term())
                            .filter(Comparison.class::isInstance)
                            .map(Comparison.class::cast)
                            .forEach(comparison -> checkJoined(constraint, comparison, isMissing));
                }
            }
        }

        /** What has to hold together. */
        private Stream<Term> joined(Term term) {
            return term instanceof Term.All all ? all.parts().stream().flatMap(this::joined) : Stream.of(term);
        }

        private void checkRange(Constraint constraint, Comparison comparison) {
            Optional<Bound> bound = Bound.of(comparison);
            if (bound.isEmpty()) {
                return;
            }
            String field = bound.get().of();
            Optional<Possible> possible = Possible.of(field, kpi.unit());
            if (possible.isEmpty()) {
                return;
            }
            Span span = possible.get().span();
            if (span.with(bound.get()).isEmpty()
                    || possible.get().isWhole() && bound.get().isFraction()) {
                tell(
                        constraint,
                        comparison,
                        field,
                        "can never hold",
                        possible.get().mend());
            } else if (bound.get().holdsAll(span)) {
                String mend = possible.get().mend() + "; leave the condition out, or compare with another number";
                tell(constraint, comparison, field, "holds whenever " + field + " is known", mend);
            }
        }

        private void tell(Constraint constraint, Comparison comparison, String word, String what, String mend) {
            mistakes.add(draft.place(constraint, word), "\"" + comparison.written() + "\" " + what, mend);
        }

        private void checkWeekdays(Constraint constraint) {
            constraint.term().all().forEach(term -> {
                List<Operand> sides = term.parts().isEmpty() ? term.operands().toList() : List.of();
                boolean isAboutWeekday = sides.stream()
                        .anyMatch(side -> side.field().filter(Field::isWeekday).isPresent());
                if (isAboutWeekday) {
                    sides.stream().flatMap(side -> side.text().stream()).forEach(day -> checkWeekday(constraint, day));
                }
            });
        }

        private void checkWeekday(Constraint constraint, String day) {
            if (!WEEKDAYS.contains(day)) {
                mistakes.add(
                        draft.place(constraint, day),
                        "\"" + day + "\" is no weekday",
                        DidYouMean.sentence(day, WEEKDAYS));
            }
        }

        private void checkJoined(Constraint constraint, Comparison comparison, boolean isMissing) {
            Optional<Field> field = comparison.field();
            if (isMissing
                    && field.filter(found -> !KNOWN_WITHOUT_READING.contains(found.name()))
                            .isPresent()) {
                String mend = "a missing reading has no " + field.get() + "; leave one of them out";
                tell(constraint, comparison, field.get().name(), "can never hold together with missing", mend);
            }
            Bound.of(comparison).ifPresent(bound -> checkSpan(constraint, comparison, bound));
            if (comparison.operator() == Operator.EQUALS) {
                checkText(constraint, comparison);
            }
        }

        private void checkSpan(Constraint constraint, Comparison comparison, Bound bound) {
            Span before = left.getOrDefault(bound.of(), Span.ALL);
            Span after = before.with(bound);
            left.put(bound.of(), after);
            if (after.isEmpty() && !before.isEmpty()) {
                String what = "can never hold together with what stands before it on " + bound.of();
                tell(constraint, comparison, bound.of(), what, "write || between them, or two rules");
            }
        }

        private void checkText(Constraint constraint, Comparison comparison) {
            String name = comparison.left().written();
            comparison.right().text().ifPresent(text -> {
                String before = texts.putIfAbsent(name, text);
                if (before != null && !before.equals(text)) {
                    String mend = "write " + name + " in (\"" + before + "\", \"" + text + "\")";
                    tell(constraint, comparison, text, "can never hold: " + name + " is \"" + before + "\"", mend);
                }
            });
        }
    }
}
