package dev.bellwether.evaluate;

import dev.bellwether.alert.Advance;
import dev.bellwether.alert.AlertRule;
import dev.bellwether.alert.Alerts;
import dev.bellwether.alert.Breach;
import dev.bellwether.alert.Lifecycle;
import dev.bellwether.alert.Tick;
import dev.bellwether.evaluate.Evaluation.Phase;
import dev.bellwether.history.Snapshot;
import dev.bellwether.kpi.Kpi;
import dev.bellwether.rules.RuleBase;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Judges the rules that join several series over what stands, and commits their alerts together with the tick that
 * moved them. Such rules look across KPIs, so one tick at a time passes through here.
 */
final class GroupStage {

    private final Alerts alerts;
    private final Standing standing;

    GroupStage(Alerts alerts, Standing standing) {
        this.alerts = alerts;
        this.standing = standing;
    }

    /**
     * Commits {@code seriesAdvance} together with what the group rules make of this tick.
     *
     * @return all that was committed
     */
    Advance commit(Kpi kpi, Instant at, Advance seriesAdvance, RuleBase rules, Stopwatch watch) {
        Set<String> asked = rules.groupRulesAt(kpi.id()).stream()
                // a rule whose other KPIs have not been judged since the start would see a half-empty world
                .filter(rule -> standing.hasAll(rule.kpis()))
                .map(AlertRule::name)
                .collect(Collectors.toUnmodifiableSet());
        if (asked.isEmpty()) {
            return committed(kpi, at, seriesAdvance, watch);
        }
        synchronized (this) {
            Advance groupAdvance = advance(at, rules, asked);
            return committed(kpi, at, seriesAdvance.and(groupAdvance), watch);
        }
    }

    private Advance committed(Kpi kpi, Instant at, Advance advance, Stopwatch watch) {
        watch.ended(Phase.LIFECYCLE);
        alerts.commit(kpi.id(), at, advance);
        watch.ended(Phase.COMMIT);
        return advance;
    }

    private Advance advance(Instant at, RuleBase rules, Set<String> asked) {
        List<Standing.Latest> latest = rules.rules().stream()
                .filter(rule -> rule.scope() == AlertRule.Scope.GROUP)
                .flatMap(rule -> rule.kpis().stream())
                .distinct()
                .map(standing::of)
                .flatMap(Optional::stream)
                .toList();
        Instant newest = latest.stream()
                .map(Standing.Latest::at)
                .reduce(at, (left, right) -> left.isAfter(right) ? left : right);
        List<Breach> breaches =
                latest.stream().flatMap(tick -> tick.breaches().stream()).toList();
        List<Snapshot> snapshots =
                latest.stream().flatMap(tick -> tick.snapshots().stream()).toList();
        List<Breach> raised = rules.judgeGroups(breaches, snapshots, newest).stream()
                .filter(breach -> asked.contains(breach.alertname()))
                .toList();
        return Lifecycle.advance(
                alerts.activeOfGroups(),
                new Tick(
                        newest,
                        raised,
                        alert -> asked.contains(alert.alertname())
                                || rules.rule(alert.alertname()).isEmpty()));
    }
}
