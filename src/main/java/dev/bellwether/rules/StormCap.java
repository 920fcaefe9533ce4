package dev.bellwether.rules;

import dev.bellwether.alert.AlertRule;
import dev.bellwether.alert.Breach;
import dev.bellwether.alert.Breach.Figures;
import dev.bellwether.alert.HoldFor;
import dev.bellwether.kpi.Labels;
import dev.bellwether.kpi.Unit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Keeps a rule that matches nearly everything from drowning people. Of its breaches in one tick only so many are told
 * one by one; one alert more says how many there are.
 */
final class StormCap {

    /** The alert that stands for the rest; its label {@code rule} names the rule. */
    static final String ALERTNAME = "AlertStorm";

    private static final String RUNBOOK = "docs/runbooks/alert-storm.md";

    private final int most;

    /** @param most breaches of one rule that are told one by one */
    StormCap(int most) {
        this.most = most;
    }

    /** @param judged how many series were judged, for people */
    Judgement cap(List<Breach> breaches, Map<String, RuleFailure> failures, int judged) {
        Map<String, List<Breach>> byRule = breaches.stream()
                .collect(Collectors.groupingBy(Breach::alertname, LinkedHashMap::new, Collectors.toList()));
        var told = new ArrayList<Breach>();
        Map<String, Set<Labels>> untold = new LinkedHashMap<>();
        byRule.forEach((rule, ofRule) -> {
            if (ofRule.size() <= most) {
                told.addAll(ofRule);
                return;
            }
            // by labels, so that from tick to tick the same ones are told
            List<Breach> sorted =
                    ofRule.stream().sorted(Comparator.comparing(Breach::labels)).toList();
            told.addAll(sorted.subList(0, most));
            told.add(storm(sorted, judged));
            Set<Labels> rest = new HashSet<>();
            sorted.subList(most, sorted.size()).forEach(breach -> rest.add(breach.labels()));
            untold.put(rule, rest);
        });
        return new Judgement(told, failures, untold);
    }

    private Breach storm(List<Breach> breaches, int judged) {
        Breach first = breaches.get(0);
        AlertRule rule = first.rule();
        String summary = "%s matches %,d of %,d series at once; %,d of them are told one by one. Is its limit wrong?"
                .formatted(rule.name(), breaches.size(), Math.max(judged, breaches.size()), most);
        var storm = new AlertRule(
                ALERTNAME,
                rule.severity(),
                rule.owner(),
                summary,
                RUNBOOK,
                HoldFor.AT_ONCE,
                rule.keepFiringFor(),
                rule.scope(),
                rule.kpis(),
                rule.place());
        var figures = new Figures(
                first.figures().kpi(), Unit.COUNT, breaches.size(), Double.NaN, Double.NaN, Double.NaN, Double.NaN);
        return new Breach(storm, Labels.of("rule", rule.name()), first.at(), figures, summary, List.of(), List.of());
    }
}
