package dev.bellwether.evaluate;

import dev.bellwether.alert.Advance;
import dev.bellwether.alert.Alert;
import dev.bellwether.alert.Alerts;
import dev.bellwether.alert.Breach;
import dev.bellwether.alert.Lifecycle;
import dev.bellwether.alert.Tick;
import dev.bellwether.evaluate.Evaluation.Outcome;
import dev.bellwether.evaluate.Evaluation.Phase;
import dev.bellwether.history.Acknowledged;
import dev.bellwether.history.History;
import dev.bellwether.history.IncomingSamples;
import dev.bellwether.history.Past;
import dev.bellwether.history.Samples;
import dev.bellwether.history.Snapshot;
import dev.bellwether.history.SnapshotTaker;
import dev.bellwether.history.Snapshots;
import dev.bellwether.kpi.Kpi;
import dev.bellwether.kpi.Markets;
import dev.bellwether.rules.Judgement;
import dev.bellwether.rules.RuleBase;
import dev.bellwether.rules.RuleBook;
import dev.bellwether.rules.RuleFailure;
import dev.bellwether.source.MetricSource;
import dev.bellwether.source.SourceException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Judges one KPI at one instant, from sample to transition. One thread at a time evaluates a KPI; several KPIs may be
 * evaluated at once. A failure changes no alert: it is told in the {@link Evaluation} and never thrown.
 */
public final class Evaluator {

    private static final Logger log = LoggerFactory.getLogger(Evaluator.class);

    /** How many snapshots of a KPI are kept only to be shown. */
    private static final int SHOWN = 10_000;

    private final History history;
    private final PastAlarms pastAlarms;
    private final SnapshotTaker snapshotTaker;
    private final RuleBook ruleBook;
    private final Alerts alerts;
    private final Standing standing;
    private final GroupStage groupStage;
    private final Executor readAhead;
    private final EvaluationListener listener;

    /** @param readAhead reads the past while the source answers */
    public Evaluator(
            History history,
            RuleBook ruleBook,
            Alerts alerts,
            Standing standing,
            Executor readAhead,
            EvaluationListener listener) {
        this.history = history;
        this.pastAlarms = new PastAlarms(alerts);
        this.snapshotTaker = new SnapshotTaker(history, pastAlarms, Acknowledged.NEVER);
        this.ruleBook = ruleBook;
        this.alerts = alerts;
        this.standing = standing;
        this.groupStage = new GroupStage(alerts, standing);
        this.readAhead = readAhead;
        this.listener = listener;
    }

    /**
     * Fetches, keeps and judges the grain that ends at {@code at}, and commits what changes.
     *
     * @param at end of a grain, as {@link Kpi#lastDue} gives it
     */
    public Evaluation evaluate(Kpi kpi, MetricSource source, Markets markets, Instant at) {
        var run = new Run(kpi, markets, at);
        Evaluation evaluation;
        try (RuleBook.Lease rules = ruleBook.lease()) {
            evaluation = run.evaluate(source, rules.base());
        } catch (SourceException e) {
            evaluation = run.failed(Outcome.SOURCE_FAILED, e);
        } catch (RuleFailure e) {
            evaluation = run.failed(Outcome.RULES_FAILED, e);
        } catch (RuntimeException e) {
            evaluation = run.failed(Outcome.STORE_FAILED, e);
        }
        tell(evaluation);
        return evaluation;
    }

    /** Tells that a KPI could not even be begun with, because the past it needs cannot be had. */
    Evaluation failed(Kpi kpi, Markets markets, Instant at, SourceException why) {
        Evaluation evaluation = new Run(kpi, markets, at).failed(Outcome.SOURCE_FAILED, why);
        tell(evaluation);
        return evaluation;
    }

    private void tell(Evaluation evaluation) {
        evaluation.transitions().forEach(transition -> log.atInfo()
                .addKeyValue("alertname", transition.alert().alertname())
                .addKeyValue("labels", transition.alert().labels())
                .addKeyValue("at", transition.at())
                .log("alert is {}", transition.to()));
        listener.evaluated(evaluation);
    }

    /** One evaluation under way. */
    private final class Run {

        private final Kpi kpi;
        private final Markets markets;
        private final Instant at;
        private final IncomingSamples incoming;
        private final Stopwatch watch = new Stopwatch();

        Run(Kpi kpi, Markets markets, Instant at) {
            this.kpi = kpi;
            this.markets = markets;
            this.at = at;
            this.incoming = new IncomingSamples(history.seriesOf(kpi), kpi.windowEndingAt(at));
        }

        Evaluation evaluate(MetricSource source, RuleBase rules) {
            CompletableFuture<Past> past =
                    CompletableFuture.supplyAsync(() -> snapshotTaker.past(kpi, markets, at), readAhead);
            source.fetch(kpi, kpi.windowEndingAt(at), incoming);
            watch.ended(Phase.FETCH);
            Samples now = incoming.at(at);
            if (now.count() == 0) {
                return nothingToJudge();
            }
            history.append(kpi, incoming.all());
            watch.ended(Phase.APPEND);
            Snapshots snapshots = snapshotTaker.take(kpi, now, join(past), rules.limits(), kpi.dueAt(at));
            watch.ended(Phase.BASELINE);
            Judgement judgement = rules.judge(snapshots);
            List<Breach> breaches = judgement.breaches();
            ruleBook.heed(kpi.id(), judgement);
            watch.ended(Phase.RULES);
            standing.put(kpi.id(), new Standing.Latest(at, breaches, kept(snapshots, rules)));
            Advance advance = Lifecycle.advance(
                    alerts.activeOf(kpi.id()),
                    new Tick(at, breaches, alert -> judgement.isQuiet(alert) && isGood(alert, now, rules)));
            Advance committed = groupStage.commit(kpi, at, advance, rules, watch);
            pastAlarms.heed(committed.transitions());
            return ended(breaches.size(), committed, judgement);
        }

        private Evaluation ended(int breaches, Advance committed, Judgement judgement) {
            List<String> troubles = new ArrayList<>();
            if (incoming.rejected() > 0) {
                troubles.add(rejections());
            }
            judgement.failures().values().forEach(failure -> troubles.add(failure.getMessage()));
            Outcome outcome = troubles.isEmpty() ? Outcome.OK : Outcome.PARTIAL;
            return ended(outcome, breaches, committed, String.join("; ", troubles));
        }

        /** A removed rule lets go of its alerts; otherwise only a sound reading says that all is well again. */
        private boolean isGood(Alert alert, Samples now, RuleBase rules) {
            if (rules.benched().containsKey(Judgement.ruleOf(alert))) {
                return false;
            }
            if (rules.rule(alert.alertname()).isEmpty()) { // of a storm too: there is no such rule
                return true;
            }
            OptionalInt series = history.seriesOf(kpi).numberOf(alert.labels());
            return series.isPresent() && Double.isFinite(now.value(series.getAsInt()));
        }

        private List<Snapshot> kept(Snapshots snapshots, RuleBase rules) {
            if (rules.groupInputs().contains(kpi.id())) {
                return snapshots.chunk(0, snapshots.size());
            }
            return kpi.expose() ? snapshots.chunk(0, Math.min(SHOWN, snapshots.size())) : List.of();
        }

        private Evaluation nothingToJudge() {
            if (incoming.rejected() > 0) {
                return ended(Outcome.SOURCE_FAILED, 0, Advance.NOTHING, "no row can be used; " + rejections());
            }
            String trouble = "the source has no row for the " + kpi.grain() + " that ended at " + at;
            return ended(Outcome.NO_DATA, 0, Advance.NOTHING, trouble);
        }

        private String rejections() {
            return incoming.rejected() + " of " + (incoming.rows()) + " rows cannot be used: "
                    + String.join("; ", incoming.reasons());
        }

        Evaluation failed(Outcome outcome, RuntimeException why) {
            log.atDebug().setCause(why).addKeyValue("kpi", kpi.id()).log("evaluation failed");
            return ended(outcome, 0, Advance.NOTHING, String.valueOf(why.getMessage()));
        }

        private Evaluation ended(Outcome outcome, int breaches, Advance advance, String trouble) {
            int series = incoming.at(at).count();
            return new Evaluation(
                    kpi, at, outcome, incoming.rows(), series, breaches, advance.transitions(), watch.laps(), trouble);
        }

        private static Past join(CompletableFuture<Past> past) {
            try {
                return past.join();
            } catch (CompletionException e) {
                if (e.getCause() instanceof RuntimeException cause) {
                    throw cause;
                }
                throw e;
            }
        }
    }
}
