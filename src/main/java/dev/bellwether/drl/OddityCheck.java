package dev.bellwether.drl;

import dev.bellwether.drl.PatternUse.Constraint;
import dev.bellwether.kpi.Grain;
import dev.bellwether.kpi.Kpi;
import dev.bellwether.kpi.Seasonality;
import dev.bellwether.problem.Problems;
import java.util.Set;

/** Finds what works and may still not be what was meant. */
final class OddityCheck {

    /** What rests on past readings of the same local time. */
    private static final Set<String> SEASONAL = Set.of("expected", "low", "high", "z", "delta", "deviation");

    private final RuleSet set;
    private final Problems hints;

    OddityCheck(RuleSet set, Problems hints) {
        this.set = set;
        this.hints = hints;
    }

    void check() {
        set.rules().forEach(draft -> draft.patterns().stream()
                .filter(PatternUse::isSnapshot)
                .forEach(pattern -> check(draft, pattern)));
    }

    private void check(RuleDraft draft, PatternUse pattern) {
        pattern.namesOf("kpi").stream()
                .flatMap(name -> set.kpi(name).stream())
                .filter(OddityCheck::forgetsTheHour)
                .forEach(kpi -> pattern.constraints().stream()
                        .flatMap(constraint -> constraint
                                .term()
                                .operands()
                                .flatMap(operand -> operand.fields().stream())
                                .map(Field::name)
                                .filter(SEASONAL::contains)
                                .map(name -> new Use(constraint, name)))
                        .limit(1)
                        .forEach(use -> hints.add(
                                draft.place(use.constraint(), use.field()),
                                use.field() + " compares " + kpi.id() + " with its latest readings, whatever the hour:"
                                        + " its seasonality is none",
                                "if hours or days differ, write seasonality: day or week in its KPI")));
    }

    private record Use(Constraint constraint, String field) {}

    private static boolean forgetsTheHour(Kpi kpi) {
        return kpi.seasonality() == Seasonality.NONE && kpi.grain().length().compareTo(Grain.DAY.length()) < 0;
    }
}
