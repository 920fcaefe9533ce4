package dev.bellwether.exposition;

import dev.bellwether.evaluate.Evaluation;
import dev.bellwether.evaluate.Evaluation.Phase;
import dev.bellwether.evaluate.EvaluationListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/** Counts evaluations by their outcome, and how long they take. */
public final class EvaluationMeters implements EvaluationListener {

    private final MeterRegistry meters;

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
}
