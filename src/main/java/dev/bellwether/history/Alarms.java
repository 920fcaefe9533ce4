package dev.bellwether.history;

import dev.bellwether.kpi.KpiId;
import dev.bellwether.kpi.Labels;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** When series were in alarm, for what they read then says nothing of what is usual. */
@FunctionalInterface
public interface Alarms {

    /** None ever was. */
    Alarms NEVER = kpi -> Map.of();

    /**
     * A time of alarm that is over.
     *
     * @param from the first grain in breach
     * @param to the first grain that was good again
     */
    record Span(Instant from, Instant to) {

        boolean contains(Instant at) {
            return !at.isBefore(from) && at.isBefore(to);
        }
    }

    /** By the labels of the series. */
    Map<Labels, List<Span>> of(KpiId kpi);

    /** By the number of the series. */
    default Map<Integer, List<Span>> of(KpiId kpi, SeriesIndex index) {
        Map<Integer, List<Span>> byNumber = new HashMap<>();
        of(kpi).forEach((labels, spans) -> index.numberOf(labels).ifPresent(number -> byNumber.put(number, spans)));
        return byNumber;
    }

    static boolean anyOf(List<Span> spans, Instant at) {
        for (Span span : spans) {
            if (span.contains(at)) {
                return true;
            }
        }
        return false;
    }
}
