package dev.bellwether.evaluate;

import dev.bellwether.alert.Advance;
import dev.bellwether.alert.Alert;
import dev.bellwether.alert.AlertRule;
import dev.bellwether.alert.AlertRule.Scope;
import dev.bellwether.alert.Alerts;
import dev.bellwether.alert.Breach;
import dev.bellwether.alert.HoldFor;
import dev.bellwether.alert.Lifecycle;
import dev.bellwether.alert.Severity;
import dev.bellwether.alert.Tick;
import dev.bellwether.evaluate.Evaluation.Outcome;
import dev.bellwether.kpi.Kpi;
import dev.bellwether.kpi.KpiId;
import dev.bellwether.kpi.Labels;
import dev.bellwether.kpi.Unit;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Tells of an ill source once, in the place of all its KPIs: {@code SourceDown} when it does not answer,
 * {@code SourceLate} when nothing new comes within the freshness agreed, {@code SnapshotIncomplete} when much of what
 * usually comes is missing. What stands of those KPIs is frozen meanwhile, and the alert says since when. It ends when
 * every KPI it stands for has been judged again.
 */
public final class SourceWatch implements CatchUp.Aftermath {

    /** What can be wrong with a source. */
    enum Trouble {
        NONE,
        DOWN,
        LATE,
        INCOMPLETE
    }

    /** Where our own rules are written. */
    private static final String PLACE = "built in";

    /** So many grains in a row with the very same figures are a copy that stands still. */
    private static final int SAME_TOO_OFTEN = 3;

    /** One series may end for good; it is no sign of a snapshot cut short. */
    private static final int FEWEST_MISSING = 2;

    private final Alerts alerts;
    private final Supplier<Set<KpiId>> known;
    private final double completeness;
    private final Map<KpiId, Heard> heard = new HashMap<>();
    private final Map<String, Boolean> mayHaveAlerts = new HashMap<>();

    /**
     * @param known the KPIs that there are; an alert does not wait for one that was removed
     * @param completeness a smaller share of the series that usually come is an incomplete snapshot
     */
    public SourceWatch(Alerts alerts, Supplier<Set<KpiId>> known, double completeness) {
        this.alerts = alerts;
        this.known = known;
        this.completeness = completeness;
    }

    /**
     * How a KPI's source was last.
     *
     * @param frozenSince the first grain that could not be judged as it should
     * @param same how many grains in a row had these figures
     */
    private record Heard(
            String source, Trouble trouble, String words, Instant at, Instant frozenSince, long figures, int same) {}

    /** Whether the alert is about a source rather than raised by a rule in a file. */
    public static boolean isAboutASource(Alert alert) {
        return alert.rule().place().equals(PLACE);
    }

    @Override
    public synchronized void after(Kpi kpi, List<Evaluation> evaluations, Instant now) {
        for (Evaluation evaluation : evaluations) {
            heard.merge(kpi.id(), first(evaluation), (before, ignored) -> next(before, evaluation));
        }
        if (!evaluations.isEmpty()) {
            tell(kpi.source(), now.truncatedTo(ChronoUnit.MILLIS));
        }
    }

    @Override
    public synchronized void forget() {
        heard.clear();
        mayHaveAlerts.clear();
    }

    private Heard first(Evaluation evaluation) {
        return next(new Heard(evaluation.kpi().source(), Trouble.NONE, "", Instant.MIN, Instant.MIN, 0, 0), evaluation);
    }

    private Heard next(Heard before, Evaluation evaluation) {
        long figures = evaluation.coverage().figures();
        boolean isNews = evaluation.at().isAfter(before.at());
        boolean isSame = figures != 0 && figures == before.figures();
        int same = isSame ? before.same() + (isNews ? 1 : 0) : 1;
        Trouble trouble = troubleOf(evaluation, same);
        boolean goesOn = before.trouble() != Trouble.NONE && trouble != Trouble.NONE;
        return new Heard(
                evaluation.kpi().source(),
                trouble,
                wordsOf(evaluation, trouble, same),
                evaluation.at(),
                goesOn ? before.frozenSince() : evaluation.at(),
                figures,
                same);
    }

    private Trouble troubleOf(Evaluation evaluation, int same) {
        if (evaluation.outcome() == Outcome.SOURCE_FAILED) {
            return Trouble.DOWN;
        }
        if (evaluation.outcome() == Outcome.LATE || same >= SAME_TOO_OFTEN) {
            return Trouble.LATE;
        }
        Coverage coverage = evaluation.coverage();
        int missing = coverage.of(SeriesOutcome.NO_DATA) + coverage.of(SeriesOutcome.ERROR);
        return coverage.completeness() < completeness && missing >= FEWEST_MISSING ? Trouble.INCOMPLETE : Trouble.NONE;
    }

    private static String wordsOf(Evaluation evaluation, Trouble trouble, int same) {
        String kpi = evaluation.kpi().id().value();
        return switch (trouble) {
            case NONE -> "";
            case DOWN -> evaluation.trouble();
            case LATE ->
                same >= SAME_TOO_OFTEN
                        ? "%s has had the very same figures for %d grains".formatted(kpi, same)
                        : "%s has nothing for the grain that ended at %s".formatted(kpi, evaluation.at());
            case INCOMPLETE ->
                "%s has %.0f %% of the series that usually come"
                        .formatted(kpi, 100 * evaluation.coverage().completeness());
        };
    }

    private void tell(String source, Instant now) {
        Set<KpiId> there = known.get();
        heard.keySet().retainAll(there);
        var breaches = new ArrayList<Breach>();
        for (Trouble trouble : List.of(Trouble.DOWN, Trouble.LATE, Trouble.INCOMPLETE)) {
            var ill = new TreeMap<KpiId, Heard>();
            heard.forEach((kpi, one) -> {
                if (one.source().equals(source) && one.trouble() == trouble) {
                    ill.put(kpi, one);
                }
            });
            if (!ill.isEmpty()) {
                breaches.add(breach(trouble, source, ill, now));
            }
        }
        if (breaches.isEmpty() && !mayHaveAlerts.getOrDefault(source, true)) {
            return; // as nearly always: no need to ask the store
        }
        List<Alert> active = alerts.activeOfGroups().stream()
                .filter(SourceWatch::isAboutASource)
                .filter(alert -> alert.labels().get("source").equals(source))
                .toList();
        Advance advance = Lifecycle.advance(active, new Tick(now, breaches, alert -> isOver(alert, there)));
        if (!advance.changed().isEmpty() || !advance.dropped().isEmpty()) {
            alerts.commit(idOf(source), now, advance);
        }
        mayHaveAlerts.put(source, !active.isEmpty() || !breaches.isEmpty());
    }

    /** Every KPI that the alert stands for is sound again, or no more; after a start some may not have been heard yet. */
    private boolean isOver(Alert alert, Set<KpiId> there) {
        return alert.latest().evidence().stream()
                .map(labels -> new KpiId(labels.get("kpi")))
                .filter(there::contains)
                .allMatch(kpi -> Optional.ofNullable(heard.get(kpi))
                        .map(Heard::trouble)
                        .filter(Trouble.NONE::equals)
                        .isPresent());
    }

    private Breach breach(Trouble trouble, String source, TreeMap<KpiId, Heard> ill, Instant now) {
        AlertRule rule = rule(trouble, ill.keySet());
        Instant frozenSince = ill.values().stream()
                .map(Heard::frozenSince)
                .min(Instant::compareTo)
                .orElseThrow();
        String words = ill.firstEntry().getValue().words();
        String summary = "%s: %s. %s frozen since %s"
                .formatted(
                        source,
                        words,
                        ill.size() == 1 ? "What stands of it is" : "What stands of its " + ill.size() + " KPIs is",
                        frozenSince);
        return new Breach(
                rule,
                Labels.of("source", source),
                now,
                new Breach.Figures(
                        ill.firstKey(), Unit.COUNT, ill.size(), Double.NaN, Double.NaN, Double.NaN, Double.NaN),
                summary,
                List.of(),
                ill.keySet().stream().map(kpi -> Labels.of("kpi", kpi.value())).toList());
    }

    private static AlertRule rule(Trouble trouble, Set<KpiId> kpis) {
        String name =
                switch (trouble) {
                    case DOWN -> "SourceDown";
                    case LATE -> "SourceLate";
                    default -> "SnapshotIncomplete";
                };
        return new AlertRule(
                name,
                Severity.HIGH,
                "data-platform",
                "",
                "docs/runbooks/source-trouble.md",
                trouble == Trouble.DOWN ? new HoldFor.Lasting(Duration.ofMinutes(2)) : HoldFor.AT_ONCE,
                Duration.ZERO,
                Scope.GROUP,
                kpis,
                PLACE);
    }

    /** Under which name the store notes up to when a source has been told of. */
    private static KpiId idOf(String source) {
        String word =
                source.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_").replaceAll("^_+|_+$", "");
        return new KpiId("bellwether_source_" + (word.isEmpty() ? "unnamed" : word));
    }
}
