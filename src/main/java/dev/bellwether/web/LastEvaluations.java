package dev.bellwether.web;

import dev.bellwether.evaluate.Evaluation;
import dev.bellwether.evaluate.Evaluation.Outcome;
import dev.bellwether.evaluate.Evaluation.Phase;
import dev.bellwether.evaluate.EvaluationListener;
import dev.bellwether.kpi.KpiId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Remembers how the newest evaluation of each KPI went. */
public final class LastEvaluations implements EvaluationListener {

    private final Map<KpiId, Ended> byKpi = new ConcurrentHashMap<>();
    private final InstantSource clock;

    public LastEvaluations(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * An evaluation that has ended.
     *
     * @param when it ended
     * @param took what its rules took of it
     * @param trouble in a person's words; empty when all went well
     */
    public record Ended(Instant when, Duration took, Outcome outcome, String trouble) {}

    @Override
    public void evaluated(Evaluation evaluation) {
        Duration took = evaluation.phases().getOrDefault(Phase.RULES, Duration.ZERO);
        byKpi.put(evaluation.kpi().id(), new Ended(clock.instant(), took, evaluation.outcome(), evaluation.trouble()));
    }

    @Override
    public void forget() {
        byKpi.clear();
    }

    /** Nothing before the first since the start. */
    public Optional<Ended> of(KpiId kpi) {
        return Optional.ofNullable(byKpi.get(kpi));
    }
}
