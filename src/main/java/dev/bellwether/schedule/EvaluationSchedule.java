package dev.bellwether.schedule;

import dev.bellwether.catalogue.Catalogue;
import dev.bellwether.catalogue.CatalogueBook;
import dev.bellwether.evaluate.CatchUp;
import dev.bellwether.evaluate.Evaluation;
import dev.bellwether.evaluate.Evaluator;
import dev.bellwether.kpi.Kpi;
import dev.bellwether.kpi.KpiId;
import dev.bellwether.source.Sources;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.TaskScheduler;

/**
 * One entry for each KPI: it is woken when a grain's delay is over, judges what is due, and sets its own next time. So a
 * KPI is never evaluated twice at once, and after a failure it is tried again sooner than its next grain.
 */
public final class EvaluationSchedule implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(EvaluationSchedule.class);
    private static final Duration FIRST_RETRY = Duration.ofSeconds(10);
    private static final Duration LONGEST_RETRY = Duration.ofMinutes(5);

    /** After which an instance that stands by looks whether it evaluates now. */
    private static final Duration NEXT_LOOK = Duration.ofSeconds(2);

    /** How long before a grain is due its past is read. */
    private static final Duration AHEAD = Duration.ofMinutes(1);

    private final TaskScheduler scheduler;
    private final CatalogueBook catalogueBook;
    private final Sources sources;
    private final CatchUp catchUp;
    private final Evaluator evaluator;
    private final SourceWorkers workers;
    private final Leadership leadership;
    private final InstantSource clock;
    private final Map<KpiId, Entry> entries = new ConcurrentHashMap<>();
    private final Watchdog watchdog = new Watchdog();
    private volatile boolean stopping;

    public EvaluationSchedule(
            TaskScheduler scheduler,
            CatalogueBook catalogueBook,
            Sources sources,
            CatchUp catchUp,
            Evaluator evaluator,
            SourceWorkers workers,
            Leadership leadership,
            InstantSource clock) {
        this.scheduler = scheduler;
        this.catalogueBook = catalogueBook;
        this.sources = sources;
        this.catchUp = catchUp;
        this.evaluator = evaluator;
        this.workers = workers;
        this.leadership = leadership;
        this.clock = clock;
    }

    /**
     * Makes entries for KPIs that have none yet; they begin at once. Entries of removed KPIs end by themselves, and their
     * alerts with them; alerts that nothing evaluates any more end here.
     */
    public void refresh() {
        for (Kpi kpi : catalogueBook.current().kpis()) {
            entries.computeIfAbsent(kpi.id(), id -> {
                var entry = new Entry(id, clock.instant());
                wake(entry, clock.instant());
                return entry;
            });
        }
        endWhatWasRemoved();
    }

    /**
     * To be called when this instance has become the one that evaluates: what was due before was another one's concern.
     * Begins nothing that {@link #refresh} has not begun: before the start no rules are in force.
     */
    public void takeOver() {
        entries.values().forEach(entry -> entry.dueSince = clock.instant());
        if (!entries.isEmpty()) {
            endWhatWasRemoved();
        }
    }

    private void endWhatWasRemoved() {
        if (leadership.begin()) {
            try {
                endRemoved();
            } catch (RuntimeException e) {
                log.atWarn().setCause(e).log("alerts of what was removed have not ended; they do at the next reload");
            } finally {
                leadership.end();
            }
        }
    }

    private void endRemoved() {
        evaluator.withAlerts().stream()
                .filter(id -> !entries.containsKey(id)
                        && catalogueBook.current().find(id).isEmpty())
                .forEach(id -> evaluator.endRemoved(id, clock.instant()));
        evaluator.endRemovedGroups(clock.instant());
    }

    /**
     * How long each KPI's oldest unjudged grain has been due; zero when nothing is. A KPI that waits for its very first
     * judgement counts from when it joined, or from when this instance took over. Nothing while another one evaluates.
     */
    public Map<KpiId, Duration> lags() {
        if (!leadership.isHeld()) {
            return Map.of();
        }
        Instant now = clock.instant();
        var lags = new TreeMap<KpiId, Duration>();
        entries.forEach((id, entry) -> {
            Duration late = Duration.between(entry.dueSince, now);
            lags.put(id, late.isNegative() ? Duration.ZERO : late);
        });
        return lags;
    }

    /** The evaluations that have been under way for too long, and for how long. */
    public Map<KpiId, Duration> overrunning() {
        return watchdog.overrunning(clock.instant());
    }

    private void wake(Entry entry, Instant when) {
        schedule(() -> hand(entry, kpi -> fire(entry, kpi)), when);
    }

    private void schedule(Runnable task, Instant when) {
        if (stopping) {
            return;
        }
        try {
            scheduler.schedule(task, when);
        } catch (RejectedExecutionException e) {
            log.debug("nothing is scheduled any more, the service is stopping");
        }
    }

    /** The scheduler's few threads only hand over; the source's own workers do the work. */
    private void hand(Entry entry, Consumer<Kpi> work) {
        Optional<Kpi> kpi = catalogueBook.current().find(entry.id);
        if (kpi.isEmpty()) {
            lead(entry, () -> end(entry));
            return;
        }
        try {
            workers.execute(kpi.get().source(), () -> lead(entry, () -> work.accept(kpi.get())));
        } catch (RejectedExecutionException e) {
            log.atDebug().addKeyValue("kpi", entry.id).log("not evaluated, the service is stopping");
        }
    }

    /** Works as the instance that evaluates; where another one does, looks again soon whether it still does. */
    private void lead(Entry entry, Runnable work) {
        if (!leadership.begin()) {
            wake(entry, clock.instant().plus(NEXT_LOOK));
            return;
        }
        try {
            work.run();
        } finally {
            leadership.end();
        }
    }

    /** The KPI is no longer watched, and nobody evaluates it now. */
    private void end(Entry entry) {
        try {
            evaluator.endRemoved(entry.id, clock.instant());
            entries.remove(entry.id);
        } catch (RuntimeException e) {
            log.atWarn().addKeyValue("kpi", entry.id).setCause(e).log("alerts of a removed KPI have not ended yet");
            wake(entry, clock.instant().plus(LONGEST_RETRY));
        }
    }

    private void fire(Entry entry, Kpi kpi) {
        boolean judged = false;
        Instant now = clock.instant();
        watchdog.begins(kpi, now);
        try {
            Catalogue catalogue = catalogueBook.current();
            List<Evaluation> evaluations = catchUp.run(kpi, sources.of(kpi), catalogue.markets(), now);
            judged = evaluations.isEmpty()
                    || evaluations.get(evaluations.size() - 1).outcome().isJudged();
            entry.say(evaluations);
        } catch (RuntimeException e) {
            // whatever it was, this KPI's schedule must go on
            entry.say(kpi, String.valueOf(e.getMessage()), e);
        } finally {
            watchdog.ends(kpi, clock.instant());
            Instant next = kpi.dueAt(kpi.next(kpi.lastDue(now)));
            entry.judged(judged, next);
            if (judged) {
                wakeBefore(entry, next);
            } else {
                wake(entry, earlier(next, clock.instant().plus(entry.pause(kpi))));
            }
        }
    }

    /** First to read the past of the next grain, then to judge it; never both at once. */
    private void wakeBefore(Entry entry, Instant next) {
        Instant ahead = next.minus(AHEAD);
        if (!ahead.isAfter(clock.instant())) {
            wake(entry, next);
            return;
        }
        schedule(() -> hand(entry, current -> prepare(entry, next, current)), ahead);
    }

    private void prepare(Entry entry, Instant next, Kpi kpi) {
        try {
            evaluator.prepare(kpi, catalogueBook.current().markets(), kpi.lastDue(next));
        } finally {
            wake(entry, next);
        }
    }

    private static Instant earlier(Instant left, Instant right) {
        return left.isBefore(right) ? left : right;
    }

    /** Wakes nobody any more; running evaluations finish. */
    @Override
    public void close() {
        stopping = true;
        workers.close();
    }

    /** One KPI's place in the schedule. Touched by one thread at a time, {@code dueSince} read by others. */
    private static final class Entry {

        private final KpiId id;
        private volatile Instant dueSince;
        private int failures;
        private String lastTrouble = "";

        Entry(KpiId id, Instant dueSince) {
            this.id = id;
            this.dueSince = dueSince;
        }

        void judged(boolean judged, Instant next) {
            failures = judged ? 0 : failures + 1;
            if (judged) {
                dueSince = next;
            }
        }

        /** Growing pauses, never longer than the grain. */
        Duration pause(Kpi kpi) {
            Duration longest = kpi.grain().length().compareTo(LONGEST_RETRY) < 0
                    ? kpi.grain().length()
                    : LONGEST_RETRY;
            Duration pause = FIRST_RETRY.multipliedBy(1L << Math.min(failures, 6));
            return pause.compareTo(longest) < 0 ? pause : longest;
        }

        void say(List<Evaluation> evaluations) {
            if (evaluations.isEmpty()) {
                return;
            }
            Evaluation last = evaluations.get(evaluations.size() - 1);
            if (!last.trouble().isEmpty()) {
                say(last.kpi(), last.outcome() + ": " + last.trouble(), null);
            } else if (!lastTrouble.isEmpty()) {
                lastTrouble = "";
                log.atInfo().addKeyValue("kpi", id).log("evaluated again");
            }
        }

        /** A retry is told again only when what is wrong has changed. */
        private void say(Kpi kpi, String trouble, @Nullable RuntimeException cause) {
            if (!trouble.equals(lastTrouble)) {
                lastTrouble = trouble;
                log.atWarn()
                        .addKeyValue("kpi", id)
                        .addKeyValue("source", kpi.source())
                        .log("{}", trouble);
                log.atDebug().setCause(cause).addKeyValue("kpi", id).log("cause");
            }
        }
    }
}
