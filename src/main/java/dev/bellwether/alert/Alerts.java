package dev.bellwether.alert;

import dev.bellwether.kpi.KpiId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The alerts as they stand, and the record of their changes. */
public interface Alerts {

    /** Pending and firing alerts of series rules over the KPI. */
    List<Alert> activeOf(KpiId kpi);

    /** Pending and firing alerts of group rules. */
    List<Alert> activeOfGroups();

    /** All pending and firing alerts. */
    List<Alert> active();

    /** Firing alerts of these names. */
    default List<Alert> firing(Collection<String> alertnames) {
        return active().stream()
                .filter(alert -> alert.state() == AlertState.FIRING && alertnames.contains(alert.alertname()))
                .toList();
    }

    /** Alerts resolved after {@code since}, newest first. */
    List<Alert> resolvedAfter(Instant since);

    /** The alert as it stands or as it ended. */
    Optional<Alert> find(String fingerprint);

    /** Those of these alerts that ended and are not active again. */
    default List<Alert> endedOf(Collection<String> fingerprints) {
        return fingerprints.stream()
                .flatMap(fingerprint -> find(fingerprint).stream())
                .filter(alert -> alert.state() == AlertState.RESOLVED)
                .toList();
    }

    /**
     * What the life cycle has to know when these breaches come.
     *
     * @return {@code active}, and of what is breached anew the alert that ended
     */
    default List<Alert> known(List<Alert> active, Collection<Breach> breaches) {
        Set<String> there = active.stream().map(Alert::fingerprint).collect(Collectors.toSet());
        List<String> fresh = breaches.stream()
                .map(breach -> Fingerprint.of(breach.alertname(), breach.labels()))
                .filter(fingerprint -> !there.contains(fingerprint))
                .toList();
        return fresh.isEmpty()
                ? active
                : Stream.concat(active.stream(), endedOf(fresh).stream()).toList();
    }

    /**
     * Stores the changes, their transition rows, and that the KPI has been evaluated up to {@code at}: all or nothing.
     * What series rules and group rules said at this tick belongs into the same call: a second one for this instant, or
     * one for an older instant, changes nothing, so an evaluation may be repeated after a crash.
     *
     * <p>A fingerprint has one alert: a new one takes the place of one that ended. Transitions are numbered here, on
     * from those the fingerprint has seen ({@link Advance#numberedAfter}), whatever {@link Alert#transitions} says.
     */
    void commit(KpiId kpi, Instant at, Advance advance);

    /** The newest grain of the KPI whose evaluation was committed. */
    Optional<Instant> evaluatedUpTo(KpiId kpi);

    /** Forgets resolved alerts and dispatched transitions older than {@code before}. */
    void dropBefore(Instant before);
}
