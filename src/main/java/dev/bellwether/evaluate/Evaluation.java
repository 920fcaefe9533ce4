package dev.bellwether.evaluate;

import dev.bellwether.alert.Transition;
import dev.bellwether.kpi.Kpi;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What became of judging one KPI at one instant.
 *
 * @param at end of the grain
 * @param rows how many rows the source gave
 * @param series how many series have a reading
 * @param breaches how many breaches the rules raised
 * @param transitions what changed
 * @param phases how long each phase took
 * @param trouble in a person's words; empty when all went well
 * @param coverage what became of its series
 */
public record Evaluation(
        Kpi kpi,
        Instant at,
        Outcome outcome,
        long rows,
        int series,
        int breaches,
        List<Transition> transitions,
        Map<Phase, Duration> phases,
        String trouble,
        Coverage coverage) {

    /** How an evaluation ended. Only the first two change alerts. */
    public enum Outcome {
        /** Every row was a reading, and was judged. */
        OK,
        /** Some rows could not be readings; the series they speak of were left as they are, the others judged. */
        PARTIAL,
        /** The source gave no row for this grain: it may still come. */
        NO_DATA,
        /**
         * The source gave nothing for this grain within the KPI's freshness. What comes after it is learned and not
         * judged; until then it is asked for again.
         */
        LATE,
        /** The source did not give its answer whole. */
        SOURCE_FAILED,
        /** A rule failed or ran away. */
        RULES_FAILED,
        /** Samples or states could not be stored. */
        STORE_FAILED;

        /** Whether alerts were judged and the grain is done. */
        public boolean isJudged() {
            return this == OK || this == PARTIAL;
        }

        /** As metrics label it. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The parts of an evaluation, in order. {@code BASELINE} is what remains of reading the past after the fetch. */
    public enum Phase {
        FETCH,
        APPEND,
        BASELINE,
        RULES,
        LIFECYCLE,
        COMMIT;

        /** As metrics label it. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** One of whose series nothing is told. */
    public Evaluation(
            Kpi kpi,
            Instant at,
            Outcome outcome,
            long rows,
            int series,
            int breaches,
            List<Transition> transitions,
            Map<Phase, Duration> phases,
            String trouble) {
        this(kpi, at, outcome, rows, series, breaches, transitions, phases, trouble, Coverage.NONE);
    }

    public Evaluation {
        transitions = List.copyOf(transitions);
        phases = Map.copyOf(phases);
    }
}
