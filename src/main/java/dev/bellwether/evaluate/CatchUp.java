package dev.bellwether.evaluate;

import dev.bellwether.alert.Alerts;
import dev.bellwether.kpi.Kpi;
import dev.bellwether.kpi.Markets;
import dev.bellwether.source.MetricSource;
import dev.bellwether.source.SourceException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Brings a KPI up to date: fills the past its baselines need, then judges the grains that are due, oldest first. After a
 * pause only the newest few are judged, so that a night's outage does not end in a burst of old alerts; the grains before
 * them are only kept.
 */
public final class CatchUp {

    private final Evaluator evaluator;
    private final BackFill backFill;
    private final Alerts alerts;
    private final int mostJudged;

    /** @param mostJudged how many missed grains are judged at most, the newest ones; at least 1 */
    public CatchUp(Evaluator evaluator, BackFill backFill, Alerts alerts, int mostJudged) {
        this.evaluator = evaluator;
        this.backFill = backFill;
        this.alerts = alerts;
        this.mostJudged = mostJudged;
    }

    /**
     * Judges what is due at {@code now}.
     *
     * @return one evaluation for each grain tried; it ends early when the source or a store fails, and what is left is
     *     due again at the next run
     */
    public List<Evaluation> run(Kpi kpi, MetricSource source, Markets markets, Instant now) {
        Optional<Instant> done = alerts.evaluatedUpTo(kpi.id());
        List<Instant> due = due(kpi, done, now);
        if (due.isEmpty()) {
            done.filter(at -> evaluator.hasForgotten(kpi)).ifPresent(at -> evaluator.recall(kpi, markets, at));
            return List.of();
        }
        Instant first = due.get(0);
        if (done.isEmpty() || done.get().isBefore(kpi.previous(first))) {
            try {
                backFill.fill(kpi, source, first);
            } catch (SourceException e) {
                return List.of(evaluator.failed(kpi, markets, first, e));
            }
        }
        var evaluations = new ArrayList<Evaluation>();
        for (Instant at : due) {
            Evaluation evaluation = evaluator.evaluate(kpi, source, markets, at);
            evaluations.add(evaluation);
            boolean mayGoOn = evaluation.outcome().isJudged() || evaluation.outcome() == Evaluation.Outcome.NO_DATA;
            if (!mayGoOn) {
                break;
            }
        }
        return evaluations;
    }

    /** The grains to judge at {@code now}, oldest first: those after {@code done}, but at most the newest few. */
    List<Instant> due(Kpi kpi, Optional<Instant> done, Instant now) {
        var due = new ArrayList<Instant>();
        Instant at = kpi.lastDue(now);
        while (due.size() < mostJudged && (done.isEmpty() || at.isAfter(done.get()))) {
            due.add(at);
            at = kpi.previous(at);
        }
        Collections.reverse(due);
        return due;
    }
}
