package dev.bellwether.drl;

import dev.bellwether.alert.AlertRule;
import dev.bellwether.problem.Problems;
import java.util.List;
import java.util.regex.Pattern;

/** Whether rules fit the KPIs, the limits and one another. */
public final class RuleSetCheck {

    private static final int MOST_RULES = 20_000;
    private static final Pattern NAME = Pattern.compile("[A-Z][A-Za-z0-9]*");

    private RuleSetCheck() {}

    /** The rules that have a name of their own; those with mistakes too, told to {@code findings}. */
    public static List<LoadedRule> check(RuleSet set, Findings findings) {
        Problems mistakes = findings.mistakes();
        if (set.all().size() > MOST_RULES) {
            mistakes.add(
                    set.all().get(MOST_RULES).place(),
                    "there are more than " + MOST_RULES + " rules",
                    "one rule can judge many series; keep numbers that differ in limits.csv");
        }
        set.all().forEach(draft -> checkName(set, draft, mistakes));
        new KpiCheck(set, mistakes).check();
        new LimitCheck(set, findings).check();
        new KeptCheck(set, mistakes).check();
        new SenseCheck(set, mistakes).check();
        new RemarkCheck(set, findings).check();
        CopyCheck.check(set, mistakes);
        new OddityCheck(set, findings.hints()).check();
        return set.rules().stream().map(draft -> loaded(set, draft)).toList();
    }

    private static void checkName(RuleSet set, RuleDraft draft, Problems mistakes) {
        if (!NAME.matcher(draft.name()).matches()) {
            mistakes.add(
                    draft.place(),
                    "the rule name \"" + draft.name() + "\" is not CamelCase",
                    "name the trouble, such as CheckoutConversionLow");
        }
        RuleDraft first = set.rule(draft.name()).orElse(draft);
        if (first != draft) {
            mistakes.add(
                    draft.place(),
                    "there are two rules named \"" + draft.name() + "\"",
                    "the other is in " + first.place());
        }
    }

    private static LoadedRule loaded(RuleSet set, RuleDraft draft) {
        RuleDraft.Remarks remarks = draft.remarks();
        var rule = new AlertRule(
                draft.name(),
                remarks.severity(),
                remarks.owner(),
                remarks.summaryText(),
                remarks.runbook(),
                remarks.holdFor(),
                remarks.keepFiringFor(),
                draft.scope(),
                set.kpisOf(draft),
                draft.place().toString(),
                remarks.inhibition(),
                remarks.levels().written());
        return new LoadedRule(rule, draft.place(), remarks.summary(), draft.patterns(), remarks.levels());
    }
}
