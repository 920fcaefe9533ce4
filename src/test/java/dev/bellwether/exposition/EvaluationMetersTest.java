package dev.bellwether.exposition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.evaluate.Evaluation;
import dev.bellwether.evaluate.Evaluation.Outcome;
import dev.bellwether.kpi.Kpi;
import dev.bellwether.testing.SampleKpis;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class EvaluationMetersTest {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final Kpi ORDERS = SampleKpis.hourly("orders_total");

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final EvaluationMeters meters = new EvaluationMeters(registry);

    private void ends(int hoursAfterNoon, Outcome outcome) {
        Instant at = NOON.plus(Duration.ofHours(hoursAfterNoon));
        meters.evaluated(new Evaluation(ORDERS, at, outcome, 1, 1, 0, List.of(), Map.of(), ""));
    }

    private double skipped() {
        return registry.get("bellwether.evaluations.skipped")
                .tag("kpi", "orders_total")
                .counter()
                .count();
    }

    @Test
    @DisplayName("AC 56: grains that were left out because a tick overran are counted")
    void countsWhatWasLeftOut() {
        ends(0, Outcome.OK);
        ends(1, Outcome.PARTIAL);
        assertThat(skipped()).isZero();

        ends(5, Outcome.OK); // 2, 3 and 4 were not judged
        ends(6, Outcome.NO_DATA);
        ends(6, Outcome.OK);

        assertThat(skipped()).isEqualTo(3);
    }

    @Test
    void aGrainThatFailedCountsOnlyWhenItIsNeverJudged() {
        ends(0, Outcome.OK);
        ends(1, Outcome.SOURCE_FAILED);
        ends(1, Outcome.OK);
        assertThat(skipped()).isZero();

        ends(2, Outcome.STORE_FAILED);
        ends(4, Outcome.OK);

        assertThat(skipped()).isEqualTo(2);
    }

    @Test
    void whatAnotherInstanceJudgedWasNotSkipped() {
        ends(0, Outcome.OK);
        meters.forget();
        ends(5, Outcome.OK);

        assertThat(skipped()).isZero();
    }
}
