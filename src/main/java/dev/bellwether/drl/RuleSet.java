package dev.bellwether.drl;

import dev.bellwether.alert.AlertRule.Scope;
import dev.bellwether.kpi.Kpi;
import dev.bellwether.kpi.KpiId;
import dev.bellwether.limit.Limits;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Rules that are to go live together, and what they are about. */
public final class RuleSet {

    private final List<RuleDraft> drafts;
    private final Map<String, RuleDraft> byName = new LinkedHashMap<>();
    private final Map<String, Kpi> kpis = new TreeMap<>();
    private final Surroundings surroundings;
    private final boolean isComplete;

    /**
     * What rules are about.
     *
     * @param directory that holds the rule files
     * @param kpis all there are
     * @param mayYetBe whether a KPI of that name may be meant to be there, though it is not: its own file has a mistake
     * @param limits all there are
     */
    public record Surroundings(Path directory, Collection<Kpi> kpis, Predicate<String> mayYetBe, Limits limits) {}

    /** @param isComplete whether every rule file could be parsed; otherwise a rule that is not there may yet be */
    public RuleSet(List<RuleDraft> drafts, Surroundings surroundings, boolean isComplete) {
        this.drafts = List.copyOf(drafts);
        this.surroundings = surroundings;
        this.isComplete = isComplete;
        drafts.forEach(draft -> byName.putIfAbsent(draft.name(), draft));
        surroundings.kpis().forEach(kpi -> kpis.put(kpi.id().value(), kpi));
    }

    /** All of them, also those that share a name. */
    List<RuleDraft> all() {
        return drafts;
    }

    /** Those that were the first to have their name. */
    Collection<RuleDraft> rules() {
        return byName.values();
    }

    Optional<RuleDraft> rule(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    Set<String> ruleNames() {
        return byName.keySet();
    }

    Optional<Kpi> kpi(String name) {
        return Optional.ofNullable(kpis.get(name));
    }

    Set<String> kpiNames() {
        return kpis.keySet();
    }

    boolean mayHold(String kpi) {
        return kpis.containsKey(kpi) || surroundings.mayYetBe().test(kpi);
    }

    Limits limits() {
        return surroundings.limits();
    }

    Path directory() {
        return surroundings.directory();
    }

    boolean isComplete() {
        return isComplete;
    }

    /** The KPIs at whose ticks a rule is judged, as far as they are known. */
    Set<KpiId> kpisOf(RuleDraft draft) {
        return draft.patterns().stream()
                .flatMap(pattern -> kpisOf(pattern).stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** A group rule sees what series rules raised, so it is judged at the ticks of their KPIs. */
    private Set<KpiId> kpisOf(PatternUse pattern) {
        Set<KpiId> found = new TreeSet<>();
        if (pattern.isSnapshot()) {
            pattern.constraints().stream()
                    .limit(1)
                    .flatMap(first -> first.kpi().stream())
                    .forEach(name -> kpi(name).ifPresent(kpi -> found.add(kpi.id())));
        } else if (pattern.isBreach()) {
            Set<String> kpiNames = pattern.namesOf("kpi");
            Set<String> alertnames = pattern.namesOf("alertname");
            kpiNames.forEach(name -> kpi(name).ifPresent(kpi -> found.add(kpi.id())));
            series().stream()
                    .filter(rule -> alertnames.contains(rule.name()) || kpiNames.isEmpty() && alertnames.isEmpty())
                    .forEach(rule -> found.addAll(kpisOf(rule.patterns().get(0))));
        }
        return found;
    }

    /** The rules that are judged series by series. */
    List<RuleDraft> series() {
        return rules().stream().filter(rule -> rule.scope() == Scope.SERIES).toList();
    }

    /** The labels that facts of the pattern have; empty when that cannot be told. */
    Set<String> dimensionsOf(PatternUse pattern) {
        Set<String> names = new TreeSet<>(pattern.namesOf("kpi"));
        for (String alertname : pattern.namesOf("alertname")) {
            rule(alertname)
                    .filter(rule -> !rule.patterns().isEmpty())
                    .ifPresent(rule -> names.addAll(rule.patterns().get(0).namesOf("kpi")));
        }
        return dimensions(names);
    }

    Set<String> dimensionsOf(Collection<KpiId> ids) {
        return dimensions(ids.stream().map(KpiId::value).toList());
    }

    private Set<String> dimensions(Collection<String> names) {
        return names.stream()
                .flatMap(name -> kpi(name).stream())
                .flatMap(kpi -> kpi.dimensions().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
