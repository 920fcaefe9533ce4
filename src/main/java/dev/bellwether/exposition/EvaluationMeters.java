package dev.bellwether.exposition;

import dev.bellwether.evaluate.Evaluation;
import dev.bellwether.evaluate.Evaluation.Outcome;
import dev.bellwether.evaluate.Evaluation.Phase;
import dev.bellwether.evaluate.EvaluationListener;
import dev.bellwether.kpi.KpiId;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counts evaluations by their outcome, and how long they take. */
public final class EvaluationMeters implements EvaluationListener {

    private final MeterRegistry meters;
    private final Map<KpiId, Instant> newest = new ConcurrentHashMap<>();

    public EvaluationMeters(MeterRegistry meters) {
        this.meters = meters;
    }

    @Override
    public void evaluated(Evaluation evaluation) {
        String kpi = evaluation.kpi().id().value();
        Counter.builder("bellwether.evaluations")
                .description("Evaluations of a KPI that ended, by their outcome.")
                .tag("kpi", kpi)
                .tag("outcome", evaluation.outcome().toString())
                .register(meters)
                .increment();
        Counter.builder("bellwether.evaluations.skipped")
                .description(
                        "Grains of a KPI that were never judged, because the ticks before them took too long or failed.")
                .tag("kpi", kpi)
                .register(meters)
                .increment(skippedBefore(evaluation));
        evaluation.phases().forEach((phase, took) -> Timer.builder("bellwether.evaluation.duration")
                .description("How long the parts of an evaluation take.")
                .tag("phase", phase.toString())
                .serviceLevelObjectives(
                        Duration.ofMillis(10), Duration.ofMillis(100), Duration.ofSeconds(1), Duration.ofSeconds(10))
                .register(meters)
                .record(took));
        Duration fetch = evaluation.phases().get(Phase.FETCH);
        if (fetch != null) {
            Timer.builder("bellwether.source.fetch.duration")
                    .description("How long sources took to answer, those answers among them that did not come whole.")
                    .tag("source", evaluation.kpi().source())
                    .serviceLevelObjectives(
                            Duration.ofMillis(100),
                            Duration.ofSeconds(1),
                            Duration.ofSeconds(10),
                            Duration.ofMinutes(1))
                    .register(meters)
                    .record(fetch);
        }
    }

    @Override
    public void forget() {
        newest.clear();
    }

    /** Grains between this one and the newest that came to an end before; none where no newest is known. */
    private int skippedBefore(Evaluation evaluation) {
        Outcome outcome = evaluation.outcome();
        if (!outcome.isJudged() && outcome != Outcome.NO_DATA && outcome != Outcome.LATE) {
            return 0; // it is tried again, or skipped in the end
        }
        Instant before = newest.get(evaluation.kpi().id());
        newest.merge(evaluation.kpi().id(), evaluation.at(), (left, right) -> left.isAfter(right) ? left : right);
        int skipped = 0;
        for (Instant at = evaluation.at();
                before != null && at.isAfter(before);
                at = evaluation.kpi().previous(at)) {
            skipped++;
        }
        return Math.max(0, skipped - 1);
    }
}
