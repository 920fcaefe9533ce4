package dev.bellwether.exposition;

import dev.bellwether.evaluate.Evaluation;
import dev.bellwether.evaluate.Evaluation.Outcome;
import dev.bellwether.evaluate.Evaluation.Phase;
import dev.bellwether.evaluate.EvaluationListener;
import dev.bellwether.exposition.ExpositionState.SourceState;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** Remembers how each source answered last. */
public final class SourceStates implements EvaluationListener {

    private final Map<String, SourceState> byName = new ConcurrentSkipListMap<>();

    /** By name. */
    public Collection<SourceState> all() {
        return List.copyOf(byName.values());
    }

    @Override
    public void evaluated(Evaluation evaluation) {
        boolean failed = evaluation.outcome() == Outcome.SOURCE_FAILED;
        double seconds =
                evaluation.phases().getOrDefault(Phase.FETCH, Duration.ZERO).toNanos() / 1e9;
        Optional<Instant> rowsFor = !failed && evaluation.rows() > 0 ? Optional.of(evaluation.at()) : Optional.empty();
        byName.merge(
                evaluation.kpi().source(),
                new SourceState(evaluation.kpi().source(), !failed, seconds, rowsFor),
                (before, now) -> new SourceState(
                        now.name(), now.isUp(), now.fetchSeconds(), later(before.newestData(), now.newestData())));
    }

    @Override
    public void forget() {
        byName.clear();
    }

    private static Optional<Instant> later(Optional<Instant> one, Optional<Instant> other) {
        return one.isPresent() && other.isPresent()
                ? Optional.of(one.get().isAfter(other.get()) ? one.get() : other.get())
                : one.or(() -> other);
    }
}
