package dev.bellwether.evaluate;

import dev.bellwether.alert.Alerts;
import dev.bellwether.evaluate.Evaluation.Outcome;
import dev.bellwether.evaluate.Evaluator.Patience;
import dev.bellwether.kpi.Kpi;
import dev.bellwether.kpi.KpiId;
import dev.bellwether.kpi.Markets;
import dev.bellwether.source.MetricSource;
import dev.bellwether.source.SourceException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

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
    private final Aftermath aftermath;
    private final Map<KpiId, Instant> unfinished = new ConcurrentHashMap<>();
    private final Map<KpiId, Instant> askedInVain = new ConcurrentHashMap<>();

    /** @param mostJudged how many missed grains are judged at most, the newest ones; at least 1 */
    public CatchUp(Evaluator evaluator, BackFill backFill, Alerts alerts, int mostJudged) {
        this(evaluator, backFill, alerts, mostJudged, (kpi, evaluations, now) -> {});
    }

    public CatchUp(Evaluator evaluator, BackFill backFill, Alerts alerts, int mostJudged, Aftermath aftermath) {
        this.evaluator = evaluator;
        this.backFill = backFill;
        this.alerts = alerts;
        this.mostJudged = mostJudged;
        this.aftermath = aftermath;
    }

    /** Is told what came of the grains that were due, once all have been tried. */
    @FunctionalInterface
    public interface Aftermath {

        void after(Kpi kpi, List<Evaluation> evaluations, Instant now);

        /** Another instance may have heard more since. */
        default void forget() {}
    }

    /** As after a start: another instance may have evaluated since. While nothing is under way. */
    public void forget() {
        evaluator.forget();
        aftermath.forget();
        unfinished.clear();
        askedInVain.clear();
    }

    /**
     * Judges what is due at {@code now}.
     *
     * @return one evaluation for each grain tried; it ends early when the source or a store fails, and what is left is
     *     due again at the next run
     */
    public List<Evaluation> run(Kpi kpi, MetricSource source, Markets markets, Instant now) {
        List<Evaluation> evaluations = judge(kpi, source, markets, now);
        aftermath.after(kpi, evaluations, now);
        return evaluations;
    }

    private List<Evaluation> judge(Kpi kpi, MetricSource source, Markets markets, Instant now) {
        Optional<Instant> done = alerts.evaluatedUpTo(kpi.id());
        List<Instant> due = due(kpi, done, now);
        if (due.isEmpty()) {
            done.filter(at -> evaluator.hasForgotten(kpi)).ifPresent(at -> evaluator.recall(kpi, markets, at, now));
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
            Evaluation evaluation = evaluator.evaluate(kpi, source, markets, at, patience(kpi, at, now));
            evaluations.add(evaluation);
            if (!mayGoOn(evaluation.outcome())) {
                break;
            }
            if (evaluation.series() == 0) {
                askedInVain.put(kpi.id(), at);
            }
            if (evaluation.outcome().isJudged()) {
                learnLatecomers(kpi, source, evaluation);
            }
        }
        return evaluations;
    }

    private static boolean mayGoOn(Outcome outcome) {
        return outcome.isJudged() || outcome == Outcome.NO_DATA || outcome == Outcome.LATE;
    }

    private Patience patience(Kpi kpi, Instant at, Instant now) {
        if (!now.isAfter(at.plus(kpi.freshness()))) {
            return Patience.LEFT;
        }
        Instant newestInVain = askedInVain.getOrDefault(kpi.id(), Instant.MIN);
        return at.isAfter(newestInVain) ? Patience.FIRST_ASKED_LATE : Patience.OVER;
    }

    /** Asks again for the grain that lacked something a tick ago, and for the one whose figures have come to rest now. */
    private void learnLatecomers(Kpi kpi, MetricSource source, Evaluation judged) {
        boolean isWhole =
                judged.coverage().of(SeriesOutcome.NO_DATA) + judged.coverage().of(SeriesOutcome.ERROR) == 0;
        Instant before = isWhole ? unfinished.remove(kpi.id()) : unfinished.put(kpi.id(), judged.at());
        if (before != null && before.isBefore(judged.at())) {
            backFill.learn(kpi, source, before);
        }
        Instant mature = kpi.grain().endAtOrBefore(judged.at().minus(kpi.maturity()), kpi.zone());
        if (mature.isBefore(judged.at()) && !mature.equals(before)) {
            backFill.learn(kpi, source, mature);
        }
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
