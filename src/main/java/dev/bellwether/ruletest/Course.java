package dev.bellwether.ruletest;

import dev.bellwether.alert.Alert;
import dev.bellwether.alert.AlertRule;
import dev.bellwether.alert.AlertState;
import dev.bellwether.alert.Breach;
import dev.bellwether.alert.InMemoryAlerts;
import dev.bellwether.evaluate.Evaluation;
import dev.bellwether.evaluate.Evaluation.Outcome;
import dev.bellwether.evaluate.Evaluator;
import dev.bellwether.evaluate.Standing;
import dev.bellwether.history.History;
import dev.bellwether.history.InMemoryHistory;
import dev.bellwether.history.Samples;
import dev.bellwether.history.SeriesIndex;
import dev.bellwether.history.Snapshot;
import dev.bellwether.history.SnapshotTaker;
import dev.bellwether.history.Snapshots;
import dev.bellwether.kpi.Kpi;
import dev.bellwether.kpi.Labels;
import dev.bellwether.kpi.Markets;
import dev.bellwether.rules.RuleBase;
import dev.bellwether.rules.RuleBook;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What happened in a test, grain by grain. Each grain is judged in the order in which it would have been live, by the
 * classes that judge live, over stores in memory.
 */
final class Course {

    /**
     * What stood after a grain was judged.
     *
     * @param due when it would have been judged live
     * @param at end of the grain
     * @param active alerts of all rules
     * @param breaches what stood as the breaches of the KPI
     */
    record Step(
            Instant due,
            Kpi kpi,
            Instant at,
            Outcome outcome,
            String trouble,
            List<Alert> active,
            List<Breach> breaches) {

        Step {
            active = List.copyOf(active);
            breaches = List.copyOf(breaches);
        }

        List<Alert> activeOf(AlertRule rule) {
            return active.stream()
                    .filter(alert -> alert.alertname().equals(rule.name()))
                    .toList();
        }

        /** The grain could not be judged, or not by every rule. What is written is sound, so a rule is to blame. */
        boolean isBroken() {
            return !trouble.isEmpty() && outcome != Outcome.NO_DATA;
        }
    }

    private final RuleBase rules;
    private final Markets markets;
    private final History history = new InMemoryHistory();
    private final List<Step> steps = new ArrayList<>();

    private Course(RuleBase rules, Markets markets) {
        this.rules = rules;
        this.markets = markets;
    }

    static Course of(RuleTest test, RuleBook rules, Markets markets) {
        var course = new Course(rules.current().orElseThrow(), markets);
        course.judge(test, rules);
        return course;
    }

    private void judge(RuleTest test, RuleBook rules) {
        var source = new WrittenSource(test);
        var alerts = new InMemoryAlerts();
        var standing = new Standing();
        var evaluator = new Evaluator(history, rules, alerts, standing, Runnable::run, evaluation -> {});
        record Due(Instant when, Kpi kpi, Instant at) {}
        var due = new ArrayList<Due>();
        for (Kpi kpi : test.kpis()) {
            fillPast(kpi, test);
            for (Instant at = test.firstOf(kpi); !at.isAfter(test.lastOf(kpi)); at = kpi.next(at)) {
                due.add(new Due(kpi.dueAt(at), kpi, at));
            }
        }
        due.sort(
                Comparator.comparing(Due::when).thenComparing(next -> next.kpi().id()));
        for (Due next : due) {
            Evaluation evaluation = evaluator.evaluate(next.kpi(), source, markets, next.at());
            steps.add(new Step(
                    next.when(),
                    next.kpi(),
                    next.at(),
                    evaluation.outcome(),
                    evaluation.trouble(),
                    alerts.active(),
                    standing.of(next.kpi().id()).map(Standing.Latest::breaches).orElse(List.of())));
        }
    }

    /** As a back-fill would leave it. */
    private void fillPast(Kpi kpi, RuleTest test) {
        SeriesIndex index = history.seriesOf(kpi);
        List<InputSeries> withPast = test.seriesOf(kpi).stream()
                .filter(series -> !series.season().isEmpty())
                .toList();
        int[] numbers = withPast.stream()
                .mapToInt(series -> index.numberOf(series.dimensionValues()))
                .toArray();
        int weeks = withPast.stream().mapToInt(InputSeries::weeks).max().orElse(0);
        int grainsAWeek = InputSeries.grainsAWeek(kpi.grain());
        var past = new ArrayList<Samples>();
        Instant at = test.firstOf(kpi);
        for (int grain = 0; grain < weeks * grainsAWeek; grain++) {
            at = kpi.previous(at);
            var samples = new Samples(at, withPast.size());
            for (int i = 0; i < numbers.length; i++) {
                InputSeries series = withPast.get(i);
                Row row = grain < series.weeks() * grainsAWeek ? series.past(at) : Row.NONE;
                if (row.comes()) {
                    samples.put(numbers[i], row.value(), row.numerator(), row.denominator(), row.sample());
                }
            }
            past.add(samples);
        }
        history.append(kpi, past);
    }

    /** The rules that judged. */
    RuleBase rules() {
        return rules;
    }

    List<Step> steps() {
        return List.copyOf(steps);
    }

    /** What stood at a moment; nothing before the first grain was judged. */
    Optional<Step> stepAt(Instant moment) {
        return lastOf(steps.stream().filter(step -> !step.due().isAfter(moment)).toList());
    }

    /** The latest grain of a KPI that had been judged at a moment. */
    Optional<Step> stepAt(Instant moment, Kpi kpi) {
        return lastOf(steps.stream()
                .filter(step -> step.kpi().id().equals(kpi.id()) && !step.due().isAfter(moment))
                .toList());
    }

    private static Optional<Step> lastOf(List<Step> some) {
        return some.isEmpty() ? Optional.empty() : Optional.of(some.get(some.size() - 1));
    }

    /** What rules saw of a KPI at a grain: the same as the evaluator took, for it is taken of the same samples. */
    List<Snapshot> snapshots(Kpi kpi, Instant at) {
        Samples now = history.read(kpi.id(), List.of(at)).get(at);
        if (now == null) {
            return List.of();
        }
        var taker = new SnapshotTaker(history);
        Snapshots taken = taker.take(kpi, now, taker.past(kpi, markets, at), rules.limits(), kpi.dueAt(at));
        return taken.chunk(0, taken.size());
    }

    /**
     * The states of one alert, a mark for each grain of a KPI judged until a moment: {@code .} none, {@code p} pending,
     * {@code F} firing, {@code ?} not judged.
     */
    String marks(AlertRule rule, Labels labels, Kpi kpi, Instant moment) {
        var marks = new StringBuilder();
        for (Step step : steps) {
            if (step.kpi().id().equals(kpi.id()) && !step.due().isAfter(moment)) {
                marks.append(marks.isEmpty() ? "" : " ").append(mark(step, rule, labels));
            }
        }
        return marks.toString();
    }

    private static char mark(Step step, AlertRule rule, Labels labels) {
        if (!step.outcome().isJudged()) {
            return '?';
        }
        return step.activeOf(rule).stream()
                .filter(alert -> alert.labels().equals(labels))
                .map(alert -> alert.state() == AlertState.FIRING ? 'F' : 'p')
                .findFirst()
                .orElse('.');
    }
}
