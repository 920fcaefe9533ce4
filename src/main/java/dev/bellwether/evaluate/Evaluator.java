package dev.bellwether.evaluate;

import dev.bellwether.alert.Advance;
import dev.bellwether.alert.Alert;
import dev.bellwether.alert.AlertRule.Scope;
import dev.bellwether.alert.Alerts;
import dev.bellwether.alert.Breach;
import dev.bellwether.alert.Steadiness;
import dev.bellwether.alert.Transition;
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
import dev.bellwether.kpi.Durations;
import dev.bellwether.kpi.Kpi;
import dev.bellwether.kpi.KpiId;
import dev.bellwether.kpi.Labels;
import dev.bellwether.kpi.Markets;
import dev.bellwether.rules.Judgement;
import dev.bellwether.rules.RuleBase;
import dev.bellwether.rules.RuleBook;
import dev.bellwether.rules.RuleFailure;
import dev.bellwether.source.MetricSource;
import dev.bellwether.source.SourceException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
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

    /** Snapshots looked at at once for what is missing. */
    private static final int CHUNK = 1_000;

    private final History history;
    private final PastAlarms pastAlarms;
    private final SnapshotTaker snapshotTaker;
    private final RuleBook ruleBook;
    private final Alerts alerts;
    private final Standing standing;
    private final GroupStage groupStage;
    private final SeriesStage seriesStage;
    private final ReadAhead readAhead;
    private final EvaluationListener listener;
    private final Fetch fetch;

    /** @param readAhead reads the past while the source answers */
    public Evaluator(
            History history,
            RuleBook ruleBook,
            Alerts alerts,
            Standing standing,
            Executor readAhead,
            EvaluationListener listener) {
        this(history, ruleBook, alerts, standing, readAhead, listener, Integer.MAX_VALUE);
    }

    public Evaluator(
            History history,
            RuleBook ruleBook,
            Alerts alerts,
            Standing standing,
            Executor readAhead,
            EvaluationListener listener,
            int mostSeries) {
        this(
                history,
                ruleBook,
                alerts,
                standing,
                readAhead,
                listener,
                mostSeries,
                Steadiness.DEFAULT,
                Acknowledged.NEVER);
    }

    /**
     * @param mostSeries of one KPI; when so many are known, new ones are refused and the known ones go on
     * @param steadiness when an alert is unstable, and how long a hold survives a gap
     * @param acknowledged from where drift is added up anew
     */
    public Evaluator(
            History history,
            RuleBook ruleBook,
            Alerts alerts,
            Standing standing,
            Executor readAhead,
            EvaluationListener listener,
            int mostSeries,
            Steadiness steadiness,
            Acknowledged acknowledged) {
        this.history = history;
        this.pastAlarms = new PastAlarms(alerts);
        this.snapshotTaker = new SnapshotTaker(history, pastAlarms, acknowledged);
        this.ruleBook = ruleBook;
        this.alerts = alerts;
        this.standing = standing;
        this.seriesStage = new SeriesStage(history, alerts, steadiness);
        this.groupStage = new GroupStage(alerts, standing, steadiness);
        this.readAhead = new ReadAhead(snapshotTaker, readAhead);
        this.listener = listener;
        this.fetch = new Fetch(history, mostSeries);
    }

    /**
     * Fetches, keeps and judges the grain that ends at {@code at}, and commits what changes.
     *
     * @param at end of a grain, as {@link Kpi#lastDue} gives it
     */
    public Evaluation evaluate(Kpi kpi, MetricSource source, Markets markets, Instant at) {
        return evaluate(kpi, source, markets, at, Patience.LEFT);
    }

    /** Whether the KPI's freshness is over for a grain. */
    enum Patience {
        /** It is not. */
        LEFT,
        /** It is, and the source is asked for the first time: it was we who were away. What it has is judged. */
        FIRST_ASKED_LATE,
        /** It is, and the source was asked in vain before. What comes now is learned and no more. */
        OVER
    }

    /**
     * Reads what the grain that ends at {@code at} will be compared with, so that its evaluation has less to do. Nothing
     * changes by it; a failure is left to the evaluation, which tells it.
     *
     * @param kpi of which no evaluation is under way
     */
    public void prepare(Kpi kpi, Markets markets, Instant at) {
        try {
            readAhead.prepare(kpi, markets, at);
        } catch (RuntimeException e) {
            log.atDebug().addKeyValue("kpi", kpi.id()).setCause(e).log("the past was not read ahead");
        }
    }

    Evaluation evaluate(Kpi kpi, MetricSource source, Markets markets, Instant at, Patience patience) {
        var run = new Run(kpi, markets, at, patience);
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

    /** Forgets all that another instance may have moved on from; it is read from the store again when needed. */
    void forget() {
        standing.keepOnly(Set.of());
        pastAlarms.forget();
        readAhead.forget();
        history.forget();
        listener.forget();
    }

    /** Whether nothing is known of how the KPI stands: it has not been judged since the start. */
    boolean hasForgotten(Kpi kpi) {
        return standing.of(kpi.id()).isEmpty();
    }

    /**
     * Brings back how a KPI stood after the grain that ended at {@code at}, judged before a restart. No alert of a series
     * changes by it; group rules that were not asked any more before the end are asked now.
     */
    void recall(Kpi kpi, Markets markets, Instant at, Instant now) {
        try (RuleBook.Lease rules = ruleBook.lease()) {
            told(new Run(kpi, markets, at, Patience.LEFT).recall(rules.base(), now));
        } catch (RuntimeException e) {
            log.atWarn().addKeyValue("kpi", kpi.id()).setCause(e).log("how it stood before the start is not known");
        }
    }

    /** Tells that a KPI could not even be begun with, because the past it needs cannot be had. */
    Evaluation failed(Kpi kpi, Markets markets, Instant at, SourceException why) {
        Evaluation evaluation = new Run(kpi, markets, at, Patience.LEFT).failed(Outcome.SOURCE_FAILED, why);
        tell(evaluation);
        return evaluation;
    }

    /**
     * Ends the alerts of group rules that are no longer in force. Those of series rules end at the next tick of their
     * KPI, which knows it.
     */
    public void endRemovedGroups(Instant now) {
        ruleBook.current().ifPresent(rules -> told(groupStage.endRemoved(rules, now)));
    }

    /**
     * Ends the alerts of series rules over a KPI that is no longer watched.
     *
     * @param kpi of which no evaluation is under way
     */
    public void endRemoved(KpiId kpi, Instant now) {
        told(seriesStage.endRemoved(kpi, now));
    }

    /** The KPIs that have active alerts of series rules. */
    public Set<KpiId> withAlerts() {
        return alerts.active().stream()
                .filter(alert -> alert.rule().scope() == Scope.SERIES)
                .map(Alert::kpi)
                .collect(Collectors.toUnmodifiableSet());
    }

    private void told(Advance advance) {
        pastAlarms.heed(advance.transitions());
        advance.transitions().forEach(Evaluator::log);
    }

    private static void log(Transition transition) {
        log.atInfo()
                .addKeyValue("alertname", transition.alert().alertname())
                .addKeyValue("labels", transition.alert().labels())
                .addKeyValue("at", transition.at())
                .addKeyValue("cause", transition.cause())
                .log("alert is {}", transition.to());
    }

    private void tell(Evaluation evaluation) {
        evaluation.transitions().forEach(Evaluator::log);
        listener.evaluated(evaluation);
    }

    /** One evaluation under way. */
    private final class Run {

        private final Kpi kpi;
        private final Markets markets;
        private final Instant at;
        private final Patience patience;
        private IncomingSamples incoming;
        private Coverage coverage = Coverage.NONE;
        private final Stopwatch watch = new Stopwatch();

        Run(Kpi kpi, Markets markets, Instant at, Patience patience) {
            this.kpi = kpi;
            this.markets = markets;
            this.at = at;
            this.patience = patience;
            this.incoming = new IncomingSamples(history.seriesOf(kpi), kpi.windowEndingAt(at));
        }

        Evaluation evaluate(MetricSource source, RuleBase rules) {
            CompletableFuture<Past> past = readAhead.past(kpi, markets, at);
            incoming = fetch.whole(kpi, source, kpi.windowEndingAt(at));
            watch.ended(Phase.FETCH);
            Samples now = incoming.at(at);
            if (now.count() == 0) {
                return nothingToJudge();
            }
            history.append(kpi, incoming.all());
            watch.ended(Phase.APPEND);
            if (patience == Patience.OVER) {
                return learnedOnly(now);
            }
            Snapshots snapshots = snapshotTaker.take(kpi, now, join(past), rules.limits(), kpi.dueAt(at));
            watch.ended(Phase.BASELINE);
            Judgement judgement = rules.judge(snapshots);
            List<Breach> breaches = judgement.breaches();
            ruleBook.heed(kpi.id(), judgement);
            watch.ended(Phase.RULES);
            Set<Labels> missing = missing(snapshots, now);
            coverage = coverage(breaches, missing.size(), now);
            standing.put(kpi.id(), new Standing.Latest(kpi.grain(), at, breaches, kept(snapshots, rules)), missing);
            Advance advance = seriesStage.advance(new SeriesStage.Judged(incoming, now, snapshots, judgement), rules);
            GroupStage.Committed committed = groupStage.commit(kpi, at, advance, rules, watch);
            pastAlarms.heed(committed.advance().transitions());
            return ended(breaches.size(), committed, judgement);
        }

        Advance recall(RuleBase rules, Instant now) {
            Samples then = history.read(kpi.id(), List.of(at)).get(at);
            if (then == null) {
                return Advance.NOTHING;
            }
            Snapshots snapshots =
                    snapshotTaker.take(kpi, then, snapshotTaker.past(kpi, markets, at), rules.limits(), kpi.dueAt(at));
            List<Breach> breaches = rules.judge(snapshots).breaches();
            standing.put(
                    kpi.id(),
                    new Standing.Latest(kpi.grain(), at, breaches, kept(snapshots, rules)),
                    missing(snapshots, then));
            return groupStage.recall(kpi, at, rules, now);
        }

        /** The grain is done with; what it would have said is no news any more. */
        private Evaluation learnedOnly(Samples now) {
            coverage = Coverage.late(now);
            alerts.commit(kpi.id(), at, Advance.NOTHING);
            watch.ended(Phase.COMMIT);
            String trouble = "the figures of the %s that ended at %s came later than the %s agreed; learned, not judged"
                    .formatted(kpi.grain(), at, Durations.write(kpi.freshness()));
            return ended(Outcome.LATE, 0, Advance.NOTHING, trouble);
        }

        /** The series that are due and gave nothing. */
        private Set<Labels> missing(Snapshots snapshots, Samples now) {
            var missing = new HashSet<Labels>();
            for (int from = 0; from < snapshots.size(); from++) {
                int to = from;
                while (to < snapshots.size() && !now.has(to) && to - from < CHUNK) {
                    to++;
                }
                if (to > from) {
                    snapshots.chunk(from, to).stream()
                            .filter(Snapshot::missing)
                            .forEach(snapshot -> missing.add(snapshot.labels()));
                    from = to - 1;
                }
            }
            return missing;
        }

        private Coverage coverage(List<Breach> breaches, int missing, Samples now) {
            int bad = (int) breaches.stream().map(Breach::labels).distinct().count();
            int rejected = incoming.rejectedSeries();
            return Coverage.of(Math.max(0, now.count() - bad), bad, Math.max(0, missing - rejected), rejected, now);
        }

        private Evaluation ended(int breaches, GroupStage.Committed committed, Judgement judgement) {
            List<String> troubles = new ArrayList<>();
            if (incoming.rejected() > 0) {
                troubles.add(rejections());
            }
            judgement.failures().values().forEach(failure -> troubles.add(failure.getMessage()));
            committed.failures().values().forEach(failure -> troubles.add(failure.getMessage()));
            Outcome outcome = troubles.isEmpty() ? Outcome.OK : Outcome.PARTIAL;
            return ended(outcome, breaches, committed.advance(), String.join("; ", troubles));
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
            return ended(patience == Patience.LEFT ? Outcome.NO_DATA : Outcome.LATE, 0, Advance.NOTHING, trouble);
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
                    kpi,
                    at,
                    outcome,
                    incoming.rows(),
                    series,
                    breaches,
                    advance.transitions(),
                    watch.laps(),
                    trouble,
                    coverage);
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
