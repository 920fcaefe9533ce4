package dev.bellwether.evaluate;

import dev.bellwether.alert.Advance;
import dev.bellwether.alert.Alert;
import dev.bellwether.alert.AlertRule;
import dev.bellwether.alert.AlertRule.Scope;
import dev.bellwether.alert.Alerts;
import dev.bellwether.alert.Breach;
import dev.bellwether.alert.Lifecycle;
import dev.bellwether.alert.Steadiness;
import dev.bellwether.alert.Tick;
import dev.bellwether.alert.Word;
import dev.bellwether.evaluate.Evaluation.Phase;
import dev.bellwether.history.Snapshot;
import dev.bellwether.kpi.Kpi;
import dev.bellwether.kpi.KpiId;
import dev.bellwether.rules.Judgement;
import dev.bellwether.rules.RuleBase;
import dev.bellwether.rules.RuleFailure;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Judges the rules that join several series over what stands, and commits their alerts together with the tick that
 * moved them. Such rules look across KPIs, so one tick at a time passes through here.
 */
final class GroupStage {

    /** Under which name the store notes up to when alerts of removed rules have been ended. */
    private static final KpiId REMOVED = new KpiId("bellwether_removed_rules");

    /** Begins the name under which the store notes when group rules were asked about a KPI after a restart. */
    private static final String RECALLED = "bellwether_recalled_";

    private final Alerts alerts;
    private final Standing standing;
    private final Steadiness steadiness;

    GroupStage(Alerts alerts, Standing standing, Steadiness steadiness) {
        this.alerts = alerts;
        this.standing = standing;
        this.steadiness = steadiness;
    }

    /** Ends the alerts of group rules that are no longer there. */
    synchronized Advance endRemoved(RuleBase rules, Instant now) {
        List<Alert> removed = alerts.activeOfGroups().stream()
                .filter(alert -> !SourceWatch.isAboutASource(alert) && isRemoved(alert, rules))
                .toList();
        Instant at = now.truncatedTo(ChronoUnit.MILLIS);
        Advance advance = Lifecycle.advance(
                removed, new Tick(at, List.of(), alert -> Word.RULE_REMOVED, Duration.ZERO, steadiness));
        if (!removed.isEmpty()) {
            alerts.commit(REMOVED, at, advance);
        }
        return advance;
    }

    private static boolean isRemoved(Alert alert, RuleBase rules) {
        String name = Judgement.ruleOf(alert);
        return !rules.benched().containsKey(name)
                && rules.rule(name).filter(rule -> rule.scope() == Scope.GROUP).isEmpty();
    }

    /**
     * Commits {@code seriesAdvance} together with what the group rules make of this tick.
     *
     * @return all that was committed
     */
    Committed commit(Kpi kpi, Instant at, Advance seriesAdvance, RuleBase rules, Stopwatch watch) {
        List<AlertRule> asked = asked(kpi, at, rules);
        if (asked.isEmpty()) {
            return new Committed(committed(kpi, at, seriesAdvance, watch), Map.of());
        }
        synchronized (this) {
            Map<String, RuleFailure> failures = new TreeMap<>();
            Advance both = seriesAdvance.and(advance(asked, rules, failures));
            return new Committed(committed(kpi, at, both, watch), failures);
        }
    }

    /**
     * Asks the group rules of a KPI that was judged before a restart, where it is the last of theirs to stand again. Alerts
     * that were judged at its grain already do not change by it.
     *
     * @param now the time of the recall: the grain itself counts as committed
     * @return what was committed
     */
    Advance recall(Kpi kpi, Instant at, RuleBase rules, Instant now) {
        List<AlertRule> asked = asked(kpi, at, rules);
        if (asked.isEmpty()) {
            return Advance.NOTHING;
        }
        synchronized (this) {
            Advance advance = advance(asked, rules, new TreeMap<>());
            if (!advance.changed().isEmpty() || !advance.dropped().isEmpty()) {
                alerts.commit(new KpiId(RECALLED + kpi.id()), now.truncatedTo(ChronoUnit.MILLIS), advance);
            }
            return advance;
        }
    }

    private List<AlertRule> asked(Kpi kpi, Instant at, RuleBase rules) {
        return rules.groupRulesAt(kpi.id()).stream()
                // the last of its KPIs to be judged asks it; before that it would see half of this grain, half of the
                // last
                .filter(rule -> standing.isComplete(rule.kpis(), kpi.grain(), at))
                .toList();
    }

    private Advance advance(List<AlertRule> asked, RuleBase rules, Map<String, RuleFailure> failures) {
        Map<Instant, List<AlertRule>> byInstant = asked.stream().collect(Collectors.groupingBy(this::newestOf));
        Advance all = Advance.NOTHING;
        for (Map.Entry<Instant, List<AlertRule>> some : byInstant.entrySet()) {
            all = all.and(advance(some.getKey(), some.getValue(), rules, failures));
        }
        return all;
    }

    /**
     * What came of a tick.
     *
     * @param failures of group rules that could not be judged, by name
     */
    record Committed(Advance advance, Map<String, RuleFailure> failures) {}

    private Advance committed(Kpi kpi, Instant at, Advance advance, Stopwatch watch) {
        watch.ended(Phase.LIFECYCLE);
        alerts.commit(kpi.id(), at, advance);
        watch.ended(Phase.COMMIT);
        return advance;
    }

    /** KPIs of different grains meet in one rule; it speaks of the newest instant among them. */
    private Instant newestOf(AlertRule rule) {
        return latestOf(List.of(rule))
                .map(Standing.Latest::at)
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    private Stream<Standing.Latest> latestOf(List<AlertRule> asked) {
        return asked.stream()
                .flatMap(rule -> rule.kpis().stream())
                .distinct()
                .map(standing::of)
                .flatMap(Optional::stream);
    }

    private Advance advance(Instant at, List<AlertRule> asked, RuleBase rules, Map<String, RuleFailure> failures) {
        List<Breach> breaches =
                latestOf(asked).flatMap(tick -> tick.breaches().stream()).toList();
        List<Snapshot> snapshots =
                latestOf(asked).flatMap(tick -> tick.snapshots().stream()).toList();
        Set<String> names = asked.stream().map(AlertRule::name).collect(Collectors.toUnmodifiableSet());
        Judgement judgement = rules.judgeGroups(breaches, snapshots, at);
        judgement.failures().forEach((name, failure) -> {
            if (names.contains(name)) {
                failures.put(name, failure);
            }
        });
        List<Breach> raised = judgement.breaches().stream()
                .filter(breach -> names.contains(breach.alertname()))
                .toList();
        Duration grain = latestOf(asked)
                .map(tick -> tick.grain().length())
                .max(Comparator.naturalOrder())
                .orElseThrow();
        return Lifecycle.advance(
                alerts.known(alerts.activeOfGroups(), raised),
                new Tick(at, raised, alert -> word(alert, names, judgement, rules), grain, steadiness));
    }

    /** @param asked names of the rules that were asked at this tick */
    private Word word(Alert alert, Set<String> asked, Judgement judgement, RuleBase rules) {
        if (SourceWatch.isAboutASource(alert)) {
            return Word.UNKNOWN;
        }
        if (isRemoved(alert, rules)) {
            return Word.RULE_REMOVED;
        }
        boolean isGood = asked.contains(Judgement.ruleOf(alert))
                && judgement.isQuiet(alert)
                && !standing.lacksAny(alert.latest().evidence(), alert.rule().kpis())
                && !rules.benched().containsKey(Judgement.ruleOf(alert));
        return isGood ? Word.GOOD : Word.UNKNOWN;
    }
}
