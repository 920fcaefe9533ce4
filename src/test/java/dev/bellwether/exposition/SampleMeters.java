package dev.bellwether.exposition;

import dev.bellwether.alert.Alert;
import dev.bellwether.alert.AlertState;
import dev.bellwether.alert.Transition;
import dev.bellwether.evaluate.Coverage;
import dev.bellwether.evaluate.Evaluation;
import dev.bellwether.evaluate.Evaluation.Outcome;
import dev.bellwether.evaluate.Evaluation.Phase;
import dev.bellwether.evaluate.SeriesOutcome;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** Something of every metric. */
final class SampleMeters {

    private SampleMeters() {}

    static void fill(PrometheusMeterRegistry meters) {
        SampleState state = SampleState.withEverything(meters);
        state.coverage.put(SampleState.SHIPMENTS, new Coverage(Map.of(SeriesOutcome.OK, 96), 0));
        meters.getPrometheusRegistry()
                .register(new StateCollector(state.asState(), Limits.USUAL, InstantSource.fixed(SampleState.NOW)));
        Alert alert = state.alerts.get(0);
        var evaluation = new Evaluation(
                SampleState.kpi("shipment_within_promise_probability", "market"),
                SampleState.AT,
                Outcome.OK,
                96,
                96,
                3,
                List.of(new Transition(alert, AlertState.PENDING, AlertState.FIRING, SampleState.AT)),
                Map.of(Phase.FETCH, Duration.ofMillis(81), Phase.RULES, Duration.ofMillis(12)),
                "");
        state.alertMeters.evaluated(evaluation);
        new EvaluationMeters(meters).evaluated(evaluation);
        var notifications = new NotifyMeters(meters);
        notifications.sent("operations", "email");
        notifications.failed("operations", "email", "451 try later");
        notifications.givenUp("operations", "email", "550 no such user");
        new StandingMeters(() -> 0, () -> true, () -> true).bindTo(meters);
    }
}
