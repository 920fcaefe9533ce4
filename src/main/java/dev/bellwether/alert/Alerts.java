package dev.bellwether.alert;

import dev.bellwether.kpi.KpiId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The alerts as they stand, and the record of their changes. */
public interface Alerts {

    /** Pending and firing alerts of series rules over the KPI. */
    List<Alert> activeOf(KpiId kpi);

    /** Pending and firing alerts of group rules. */
    List<Alert> activeOfGroups();

    /** All pending and firing alerts. */
    List<Alert> active();

    /** Alerts resolved after {@code since}, newest first. */
    List<Alert> resolvedAfter(Instant since);

    /** The alert as it stands or as it ended. */
    Optional<Alert> find(String fingerprint);

    /**
     * Stores the changes, their transition rows, and that the KPI has been evaluated up to {@code at}: all or nothing.
     * A fingerprint has one alert: a new one takes the place of a resolved one, and carries its transition count on.
     */
    void commit(KpiId kpi, Instant at, Advance advance);

    /** The newest grain of the KPI whose evaluation was committed. */
    Optional<Instant> evaluatedUpTo(KpiId kpi);

    /** Forgets resolved alerts and dispatched transitions older than {@code before}. */
    void dropBefore(Instant before);
}
