package dev.bellwether.history;

import dev.bellwether.kpi.KpiId;
import dev.bellwether.kpi.Labels;
import java.time.Instant;
import java.util.Optional;

/** When somebody took notice of how a series is, so that what lasts is added up anew from there. */
@FunctionalInterface
public interface Acknowledged {

    /** Nobody ever did. */
    Acknowledged NEVER = (kpi, series) -> Optional.empty();

    /** The newest time of it. */
    Optional<Instant> last(KpiId kpi, Labels series);
}
