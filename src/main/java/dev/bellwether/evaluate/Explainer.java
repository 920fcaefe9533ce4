package dev.bellwether.evaluate;

import dev.bellwether.alert.AlertRule;
import dev.bellwether.alert.AlertRule.Scope;
import dev.bellwether.alert.Breach;
import dev.bellwether.alert.Condition;
import dev.bellwether.alert.Severity;
import dev.bellwether.history.History;
import dev.bellwether.history.Samples;
import dev.bellwether.history.SeriesIndex;
import dev.bellwether.history.Snapshot;
import dev.bellwether.history.SnapshotTaker;
import dev.bellwether.history.Snapshots;
import dev.bellwether.kpi.Kpi;
import dev.bellwether.kpi.KpiId;
import dev.bellwether.kpi.Labels;
import dev.bellwether.kpi.Markets;
import dev.bellwether.rules.RuleBase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Says of any series at any judged time why a rule holds or does not: the snapshot is taken again from what history
 * keeps, and asked the conditions of the rules in force now.
 */
public final class Explainer {

    /** How many series are explained in one answer; the nearest to breaching come first. */
    public static final int MOST_SERIES = 50;

    private final History history;
    private final SnapshotTaker snapshotTaker;
    private final Standing standing;

    public Explainer(History history, Standing standing) {
        this.history = history;
        this.snapshotTaker = new SnapshotTaker(history);
        this.standing = standing;
    }

    /**
     * Why one series is or is not in breach.
     *
     * @param at end of the grain
     * @param breached whether all conditions hold
     * @param summary what an alert would say
     * @param severity of an alert of it, if it were in breach
     * @param conditions those that fail first, the nearest miss at the head
     * @param levels what {@code @clear} and the higher severities ask, by name
     */
    public record Explained(
            String rule,
            Labels labels,
            Instant at,
            boolean breached,
            Severity severity,
            String summary,
            List<Condition> conditions,
            Map<String, List<Condition>> levels) {}

    /**
     * Explains the series of a series rule that have {@code labels}, those in breach first, then the nearest to it.
     *
     * @param labels some or all of the labels
     * @param at the newest grain that ended by then is explained
     * @return empty when history holds no reading of such a series at that grain
     */
    public List<Explained> explain(
            AlertRule rule, Kpi kpi, Markets markets, Labels labels, Instant at, RuleBase rules) {
        Instant end = kpi.grain().endAtOrBefore(at, kpi.zone());
        Samples now = history.read(kpi.id(), Set.of(end)).get(end);
        if (now == null) {
            return List.of();
        }
        Snapshots snapshots =
                snapshotTaker.take(kpi, now, snapshotTaker.past(kpi, markets, end), rules.limits(), kpi.dueAt(end));
        SeriesIndex index = history.seriesOf(kpi);
        List<Explained> explained = new ArrayList<>();
        for (int number = 0; number < index.size(); number++) {
            if (labels.isIn(index.series(number).labels())) {
                for (Snapshot snapshot : snapshots.chunk(number, number + 1)) {
                    explained.add(explained(rule, snapshot, rules));
                }
            }
        }
        return explained.stream().sorted(NEAREST_FIRST).limit(MOST_SERIES).toList();
    }

    private static final Comparator<Explained> NEAREST_FIRST = Comparator.comparingLong(
                    (Explained one) -> one.conditions().stream()
                            .filter(condition -> !condition.holds())
                            .count())
            .thenComparing(Explained::labels);

    private static Explained explained(AlertRule rule, Snapshot snapshot, RuleBase rules) {
        List<Condition> conditions = rules.nearestMissFirst(rule.name(), snapshot);
        return new Explained(
                rule.name(),
                snapshot.labels(),
                snapshot.at(),
                conditions.stream().allMatch(Condition::holds),
                rules.severityOf(rule.name(), snapshot),
                rules.summaryOf(rule.name(), snapshot),
                conditions,
                rules.explainLevels(rule.name(), snapshot));
    }

    /** Explains a group rule over what stands now. */
    public Explained explainGroup(AlertRule rule, Labels labels, RuleBase rules) {
        if (rule.scope() != Scope.GROUP) {
            throw new IllegalArgumentException(rule.name() + " is no group rule");
        }
        List<Breach> breaches = new ArrayList<>();
        List<Snapshot> snapshots = new ArrayList<>();
        Instant newest = Instant.EPOCH;
        for (KpiId kpi : rule.kpis()) {
            var latest = standing.of(kpi);
            latest.ifPresent(tick -> breaches.addAll(tick.breaches()));
            latest.ifPresent(tick -> snapshots.addAll(tick.snapshots()));
            newest = latest.map(Standing.Latest::at).filter(newest::isBefore).orElse(newest);
        }
        for (Breach breach : rules.judgeGroups(breaches, snapshots, newest).breaches()) {
            if (breach.alertname().equals(rule.name()) && labels.isIn(breach.labels())) {
                return new Explained(
                        rule.name(),
                        breach.labels(),
                        newest,
                        true,
                        breach.level(),
                        breach.summary(),
                        breach.conditions(),
                        Map.of());
            }
        }
        List<Condition> conditions = rules.explainGroup(rule.name(), labels, breaches, snapshots);
        return new Explained(rule.name(), labels, newest, false, rule.severity(), "", conditions, Map.of());
    }
}
