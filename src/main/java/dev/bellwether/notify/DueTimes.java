package dev.bellwether.notify;

import dev.bellwether.alert.Alert;
import dev.bellwether.kpi.KpiId;
import java.time.Instant;

/** Says when the reading of a KPI that ends at {@code at} was to be judged: {@code Kpi.dueAt}. */
@FunctionalInterface
public interface DueTimes {

    /** For KPIs without delay. */
    DueTimes AT_THE_END = (kpi, at) -> at;

    Instant dueAt(KpiId kpi, Instant at);

    /** Whether the readings of a firing alert are still looked at; if not, nobody knows whether it is over. */
    default boolean isEvaluated(Alert alert, Instant now) {
        return true;
    }
}
