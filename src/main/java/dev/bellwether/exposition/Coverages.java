package dev.bellwether.exposition;

import dev.bellwether.evaluate.Coverage;
import dev.bellwether.evaluate.Evaluation;
import dev.bellwether.evaluate.EvaluationListener;
import dev.bellwether.kpi.KpiId;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Remembers how much of each KPI its newest evaluation could speak of. */
public final class Coverages implements EvaluationListener {

    private final Map<KpiId, Coverage> byKpi = new ConcurrentHashMap<>();

    @Override
    public void evaluated(Evaluation evaluation) {
        byKpi.put(evaluation.kpi().id(), evaluation.coverage());
    }

    @Override
    public void forget() {
        byKpi.clear();
    }

    /** Nothing before the KPI's first evaluation since the start. */
    public Optional<Coverage> of(KpiId kpi) {
        return Optional.ofNullable(byKpi.get(kpi));
    }
}
