package dev.bellwether.notify;

import dev.bellwether.alert.Alert;
import dev.bellwether.kpi.Kpi;
import dev.bellwether.kpi.KpiId;
import java.time.Instant;
import java.util.Optional;

/** Knows what stands behind an alert and is not in it. Asked while a mail is written, so it answers soon or not at all. */
public interface Background {

    /** Knows nothing. */
    Background NONE = new Background() {
        @Override
        public Optional<Kpi> kpi(KpiId id) {
            return Optional.empty();
        }

        @Override
        public Story of(Alert alert, Instant at) {
            return Story.NONE;
        }
    };

    /** The definition of the KPI. */
    Optional<Kpi> kpi(KpiId id);

    /**
     * How the alert's series went, and where the change comes from.
     *
     * @param at when the notification was decided; for the same alert and instant the answer may be the same object
     * @return what could be found in the time there is
     */
    Story of(Alert alert, Instant at);
}
