package dev.bellwether.exposition;

import dev.bellwether.evaluate.Evaluation;
import dev.bellwether.evaluate.EvaluationListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Counts evaluations by their outcome, and how long they take and how late they are. */
public final class EvaluationMeters implements EvaluationListener {

    private final MeterRegistry meters;
    private final InstantSource clock;
    private final Map<String, AtomicLong> lagMillis = new ConcurrentHashMap<>();

    public EvaluationMeters(MeterRegistry meters, InstantSource clock) {
        this.meters = meters;
        this.clock = clock;
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
        lagOf(kpi)
                .set(Duration.between(evaluation.kpi().dueAt(evaluation.at()), clock.instant())
                        .toMillis());
    }

    private AtomicLong lagOf(String kpi) {
        return lagMillis.computeIfAbsent(kpi, id -> {
            var millis = new AtomicLong();
            Gauge.builder("bellwether.evaluation.lag", millis, lag -> lag.get() / 1000.0)
                    .description("From when the newest evaluation of a KPI was due to when it ended.")
                    .baseUnit("seconds")
                    .strongReference(true)
                    .tag("kpi", id)
                    .register(meters);
            return millis;
        });
    }
}
