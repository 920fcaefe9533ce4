package dev.bellwether.drl;

import dev.bellwether.alert.AlertRule;
import dev.bellwether.alert.AlertRule.Inhibition;
import dev.bellwether.alert.AlertRule.Scope;
import dev.bellwether.drl.PatternUse.Constraint;
import dev.bellwether.drl.RuleDraft.Raises;
import dev.bellwether.kpi.Kpi;
import dev.bellwether.kpi.KpiId;
import dev.bellwether.limit.Limits;
import dev.bellwether.limit.LimitsReader;
import dev.bellwether.problem.DidYouMean;
import dev.bellwether.problem.Problems;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Whether rules fit the KPIs and one another. */
public final class RuleSetCheck {

    private static final Pattern NAME = Pattern.compile("[A-Z][A-Za-z0-9]*");
    private static final Set<String> GROUP_FIGURES = Set.of("count");

    private final Map<String, Kpi> kpis = new TreeMap<>();
    private final Map<String, RuleDraft> drafts = new LinkedHashMap<>();
    private final Limits limits;
    private final boolean complete;
    private final Problems problems;

    private RuleSetCheck(Collection<Kpi> kpis, Limits limits, boolean complete, Problems problems) {
        kpis.forEach(kpi -> this.kpis.put(kpi.id().value(), kpi));
        this.limits = limits;
        this.complete = complete;
        this.problems = problems;
    }

    /**
     * The rules that have a name of their own; those with other mistakes too, told to {@code problems}.
     *
     * @param limits all there are
     * @param complete whether every file could be parsed; otherwise a rule that is not there may yet be
     */
    public static List<LoadedRule> check(
            List<RuleDraft> drafts, Collection<Kpi> kpis, Limits limits, boolean complete, Problems problems) {
        return new RuleSetCheck(kpis, limits, complete, problems).check(drafts);
    }

    private List<LoadedRule> check(List<RuleDraft> all) {
        all.forEach(this::checkName);
        return drafts.values().stream().map(this::check).toList();
    }

    private void checkName(RuleDraft draft) {
        if (!NAME.matcher(draft.name()).matches()) {
            problems.add(
                    draft.place(),
                    "the rule name \"" + draft.name() + "\" is not CamelCase",
                    "name the trouble, such as CheckoutConversionLow");
        }
        RuleDraft first = drafts.putIfAbsent(draft.name(), draft);
        if (first != null) {
            problems.add(
                    draft.place(),
                    "there are two rules named \"" + draft.name() + "\"",
                    "the other is in " + first.place());
        }
    }

    private LoadedRule check(RuleDraft draft) {
        if (draft.patterns().isEmpty()) {
            problems.add(
                    draft.place(),
                    "rule \"" + draft.name() + "\" has no pattern",
                    "begin with $s : Snapshot( kpi == \"…\" )");
        }
        Set<KpiId> judgedAt = new TreeSet<>();
        draft.patterns().forEach(pattern -> check(draft, pattern, judgedAt));
        checkSummary(draft, judgedAt);
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
                judgedAt,
                draft.place().toString(),
                remarks.inhibition());
        checkInhibition(draft, judgedAt);
        return new LoadedRule(rule, draft.place(), remarks.summary(), draft.patterns());
    }

    private void check(RuleDraft draft, PatternUse pattern, Set<KpiId> judgedAt) {
        if (pattern.isSnapshot()) {
            checkSnapshot(draft, pattern, judgedAt);
        } else if (pattern.isBreach()) {
            checkBreach(draft, pattern, judgedAt);
        } else if (!pattern.from()) {
            problems.add(
                    draft.file().at(pattern.line()),
                    "unknown type " + pattern.type(),
                    DidYouMean.sentence(pattern.type(), List.of("Snapshot", "Breach")));
        }
        checkLabels(draft, pattern);
        checkLimits(draft, pattern);
        checkKept(draft, pattern);
    }

    /** A figure that its KPI does not keep is never there, and the rule would never fire. */
    private void checkKept(RuleDraft draft, PatternUse pattern) {
        List<Kpi> named = pattern.namesOf("kpi").stream()
                .map(kpis::get)
                .filter(kpi -> kpi != null)
                .toList();
        for (Constraint constraint : pattern.constraints()) {
            for (Kpi kpi : named) {
                for (String window : constraint.windows()) {
                    if (!kpi.windows().contains(window)) {
                        problems.add(
                                draft.place(constraint),
                                "KPI \"" + kpi.id() + "\" keeps no window \"" + window + "\"",
                                kpi.windows().isEmpty()
                                        ? "add windows: [" + window + "] to it in kpis/"
                                        : DidYouMean.sentence(window, kpi.windows()));
                    }
                }
                if (constraint.asksForDrift() && !kpi.drift()) {
                    problems.add(
                            draft.place(constraint),
                            "KPI \"" + kpi.id() + "\" adds up no drift",
                            "add drift: true to it in kpis/");
                }
            }
        }
    }

    private void checkLimits(RuleDraft draft, PatternUse pattern) {
        for (Constraint constraint : pattern.constraints()) {
            for (String limit : constraint.limits()) {
                if (!limits.names().contains(limit)) {
                    problems.add(
                            draft.place(constraint),
                            "unknown limit \"" + limit + "\"",
                            LimitsReader.meant(limit, limits));
                }
            }
        }
    }

    private void checkInhibition(RuleDraft draft, Set<KpiId> judgedAt) {
        Inhibition inhibition = draft.remarks().inhibition();
        for (String alertname : inhibition.alertnames()) {
            if (alertname.equals(draft.name())) {
                problems.add(
                        RemarksReader.place(draft.file(), draft.descr(), "inhibits"),
                        "rule \"" + draft.name() + "\" inhibits itself",
                        "name the symptoms that it explains");
            } else if (complete && !drafts.containsKey(alertname)) {
                problems.add(
                        RemarksReader.place(draft.file(), draft.descr(), "inhibits"),
                        "there is no rule \"" + alertname + "\"",
                        DidYouMean.sentence(alertname, drafts.keySet()));
            }
        }
        Set<String> dimensions = dimensionsOf(judgedAt);
        for (String label : inhibition.equal()) {
            if (!dimensions.isEmpty() && !dimensions.contains(label)) {
                problems.add(
                        RemarksReader.place(draft.file(), draft.descr(), "equal"),
                        "unknown label \"" + label + "\"",
                        DidYouMean.sentence(label, dimensions));
            }
        }
    }

    private Set<String> dimensionsOf(Set<KpiId> ids) {
        return ids.stream()
                .flatMap(id -> kpis.get(id.value()).dimensions().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private void checkSnapshot(RuleDraft draft, PatternUse pattern, Set<KpiId> judgedAt) {
        var first = pattern.constraints().isEmpty()
                ? new Constraint("", pattern.line(), 0, 0, Term.of(""))
                : pattern.constraints().get(0);
        first.kpi()
                .ifPresentOrElse(
                        name -> addKpi(draft, first, name, judgedAt),
                        () -> problems.add(
                                draft.file().at(pattern.line()),
                                "the first condition of Snapshot is not kpi == \"…\"",
                                "write Snapshot( kpi == \""
                                        + kpis.keySet().stream().findFirst().orElse("late_shipment_ratio")
                                        + "\", … )"));
    }

    private void addKpi(RuleDraft draft, Constraint constraint, String name, Set<KpiId> judgedAt) {
        Kpi kpi = kpis.get(name);
        if (kpi == null) {
            problems.add(draft.place(constraint), "unknown KPI \"" + name + "\"", kpiNamed(name));
        } else {
            judgedAt.add(kpi.id());
        }
    }

    private String kpiNamed(String name) {
        return DidYouMean.among(name, kpis.keySet())
                        .map(near -> "did you mean \"" + near + "\"? ")
                        .orElse("")
                + "KPIs are in kpis/*.yml";
    }

    /** A group rule sees what series rules raised, so it is judged at the ticks of their KPIs. */
    private void checkBreach(RuleDraft draft, PatternUse pattern, Set<KpiId> judgedAt) {
        Set<KpiId> named = new HashSet<>();
        for (Constraint constraint : pattern.constraints()) {
            constraint.namesOf("kpi").forEach(name -> addKpi(draft, constraint, name, named));
            constraint.namesOf("alertname").forEach(name -> addKpisOf(draft, constraint, name, named));
        }
        if (pattern.namesOf("kpi").isEmpty() && pattern.namesOf("alertname").isEmpty()) {
            drafts.values().stream()
                    .filter(other -> other.scope() == Scope.SERIES)
                    .forEach(other -> named.addAll(kpisOf(other)));
        }
        judgedAt.addAll(named);
    }

    private void addKpisOf(RuleDraft draft, Constraint constraint, String alertname, Set<KpiId> named) {
        RuleDraft other = drafts.get(alertname);
        if (other != null && other.scope() == Scope.SERIES) {
            named.addAll(kpisOf(other));
        } else if (other != null) {
            problems.add(
                    draft.place(constraint),
                    "\"" + alertname + "\" is a group rule; a group rule sees only what series rules raise",
                    "name the series rules that it joins");
        } else if (complete) {
            List<String> series = drafts.values().stream()
                    .filter(rule -> rule.scope() == Scope.SERIES)
                    .map(RuleDraft::name)
                    .toList();
            problems.add(
                    draft.place(constraint),
                    "there is no rule \"" + alertname + "\"",
                    DidYouMean.sentence(alertname, series));
        }
    }

    private Set<KpiId> kpisOf(RuleDraft seriesRule) {
        return seriesRule.patterns().get(0).namesOf("kpi").stream()
                .map(kpis::get)
                .filter(kpi -> kpi != null)
                .map(Kpi::id)
                .collect(Collectors.toSet());
    }

    private void checkLabels(RuleDraft draft, PatternUse pattern) {
        Set<String> dimensions = dimensionsOf(pattern);
        if (dimensions.isEmpty()) {
            return;
        }
        for (Constraint constraint : pattern.constraints()) {
            for (String label : constraint.labels()) {
                if (!dimensions.contains(label)) {
                    problems.add(
                            draft.place(constraint),
                            "unknown label \"" + label + "\"",
                            DidYouMean.sentence(label, dimensions));
                }
            }
        }
    }

    private Set<String> dimensionsOf(PatternUse pattern) {
        Set<String> names = new HashSet<>(pattern.namesOf("kpi"));
        for (String alertname : pattern.namesOf("alertname")) {
            RuleDraft other = drafts.get(alertname);
            if (other != null && !other.patterns().isEmpty()) {
                names.addAll(other.patterns().get(0).namesOf("kpi"));
            }
        }
        return names.stream()
                .map(kpis::get)
                .filter(kpi -> kpi != null)
                .flatMap(kpi -> kpi.dimensions().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private void checkSummary(RuleDraft draft, Set<KpiId> judgedAt) {
        if (draft.raises() == Raises.MISTAKEN || judgedAt.isEmpty()) {
            return; // told of already, and what the summary may name depends on it
        }
        List<String> known = new ArrayList<>(draft.raises() == Raises.SNAPSHOT ? Field.names() : GROUP_FIGURES);
        judgedAt.forEach(kpi -> known.addAll(
                Objects.requireNonNull(kpis.get(kpi.value()), kpi.value()).dimensions()));
        for (String name : draft.remarks().summary().names()) {
            if (!known.contains(name)) {
                problems.add(
                        RemarksReader.place(draft.file(), draft.descr(), "summary"),
                        "unknown placeholder {{" + name + "}}",
                        DidYouMean.sentence(name, known));
            }
        }
    }
}
