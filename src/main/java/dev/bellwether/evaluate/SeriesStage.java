package dev.bellwether.evaluate;

import dev.bellwether.alert.Advance;
import dev.bellwether.alert.Alert;
import dev.bellwether.alert.AlertRule.Scope;
import dev.bellwether.alert.AlertState;
import dev.bellwether.alert.Alerts;
import dev.bellwether.alert.Lifecycle;
import dev.bellwether.alert.Steadiness;
import dev.bellwether.alert.Tick;
import dev.bellwether.alert.Word;
import dev.bellwether.history.History;
import dev.bellwether.history.IncomingSamples;
import dev.bellwether.history.Samples;
import dev.bellwether.history.Snapshots;
import dev.bellwether.kpi.Kpi;
import dev.bellwether.kpi.KpiId;
import dev.bellwether.rules.Judgement;
import dev.bellwether.rules.RuleBase;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.OptionalInt;

/** What the rules that look at one series alone make of a KPI's tick. Commits nothing of it: the group stage does. */
final class SeriesStage {

    private final History history;
    private final Alerts alerts;
    private final Steadiness steadiness;

    SeriesStage(History history, Alerts alerts, Steadiness steadiness) {
        this.history = history;
        this.alerts = alerts;
        this.steadiness = steadiness;
    }

    /**
     * A tick whose snapshots were judged.
     *
     * @param now what came, of all that is {@code incoming}, for the grain that is judged
     */
    record Judged(IncomingSamples incoming, Samples now, Snapshots snapshots, Judgement judgement) {

        private boolean isSound(int series) {
            return !incoming.isRejected(series) && Double.isFinite(now.value(series));
        }
    }

    Advance advance(Judged tick, RuleBase rules) {
        Kpi kpi = tick.snapshots.kpi();
        Judgement judgement = tick.judgement;
        return Lifecycle.advance(
                alerts.known(alerts.activeOf(kpi.id()), judgement.breaches()),
                new Tick(
                        tick.now.at(),
                        judgement.breaches(),
                        alert -> judgement.isQuiet(alert) ? word(alert, tick, rules) : Word.UNKNOWN,
                        kpi.grain().length(),
                        steadiness));
    }

    /** A removed rule lets go of its alerts; otherwise only a sound reading says that all is well again. */
    private Word word(Alert alert, Judged tick, RuleBase rules) {
        String name = Judgement.ruleOf(alert);
        if (rules.benched().containsKey(name)) {
            return Word.UNKNOWN;
        }
        Kpi kpi = tick.snapshots.kpi();
        boolean isJudgedHere = rules.rule(name)
                .filter(rule -> rule.scope() == Scope.SERIES && rule.kpis().contains(kpi.id()))
                .isPresent();
        if (!isJudgedHere) {
            return Word.RULE_REMOVED;
        }
        if (!name.equals(alert.alertname())) {
            return Word.GOOD; // a storm, which is over
        }
        OptionalInt number = history.seriesOf(kpi).numberOf(alert.labels());
        if (number.isEmpty() || !tick.isSound(number.getAsInt())) {
            return Word.UNKNOWN;
        }
        int series = number.getAsInt();
        return alert.state() == AlertState.PENDING
                ? Word.GOOD
                : tick.snapshots.chunk(series, series + 1).stream()
                        .findFirst()
                        .map(snapshot -> rules.wordOf(name, snapshot))
                        .orElse(Word.UNKNOWN);
    }

    /** Ends the alerts of a KPI that is no longer watched, and commits it. */
    Advance endRemoved(KpiId kpi, Instant now) {
        List<Alert> active = alerts.activeOf(kpi);
        if (active.isEmpty()) {
            return Advance.NOTHING;
        }
        Instant at = now.truncatedTo(ChronoUnit.MILLIS);
        Advance advance = Lifecycle.advance(
                active, new Tick(at, List.of(), alert -> Word.KPI_REMOVED, Duration.ZERO, steadiness));
        alerts.commit(kpi, at, advance);
        return advance;
    }
}
