package dev.bellwether.selfwatch;

import dev.bellwether.kpi.KpiId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/**
 * The chain from a reading to a mail, looked over link by link. Whole means: rules are in force, the schedule is at work,
 * every KPI that was due has been judged, the store answers, and no notification has been on its way for too long.
 *
 * @param rules how many are in force
 * @param lags how long each KPI's oldest unjudged grain has been due
 * @param scheduleLate how far the schedule is behind its own beat
 * @param oldestPending when the oldest notification on its way was decided; throws when the store does not answer
 * @param mostLate how long a link may be behind
 */
public record Chain(
        IntSupplier rules,
        Supplier<? extends Map<KpiId, Duration>> lags,
        Function<Instant, Duration> scheduleLate,
        Supplier<Optional<Instant>> oldestPending,
        Duration mostLate) {

    /** What is broken, in a person's words; empty when the chain is whole. */
    public List<String> gaps(Instant now) {
        var gaps = new ArrayList<String>();
        if (rules.getAsInt() == 0) {
            gaps.add("no rules are in force");
        }
        if (isTooLong(scheduleLate.apply(now))) {
            gaps.add("the schedule stands still");
        }
        Map<KpiId, Duration> byKpi = lags.get();
        if (byKpi.isEmpty()) {
            gaps.add("no KPIs are watched");
        }
        List<KpiId> behind = byKpi.entrySet().stream()
                .filter(lag -> isTooLong(lag.getValue()))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
        if (!behind.isEmpty()) {
            gaps.add(behind.size() + " KPIs are behind, among them " + behind.get(0));
        }
        try {
            if (oldestPending
                    .get()
                    .filter(at -> isTooLong(Duration.between(at, now)))
                    .isPresent()) {
                gaps.add("notifications have been on their way for too long");
            }
        } catch (RuntimeException e) {
            gaps.add("the store does not answer");
        }
        return List.copyOf(gaps);
    }

    private boolean isTooLong(Duration late) {
        return late.compareTo(mostLate) > 0;
    }
}
