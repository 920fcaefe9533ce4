package dev.bellwether.alert;

import dev.bellwether.alert.Breach.Figures;
import dev.bellwether.kpi.KpiId;
import dev.bellwether.kpi.Labels;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An alert as it stands.
 *
 * @param fingerprint of the rule's name and the labels
 * @param latest the newest breach, with the rule as it was then
 * @param activeAt the grain at which it was first breached
 * @param firingAt the grain at which it fired; null while pending
 * @param resolvedAt the grain at which it was resolved; null before
 * @param judgedAt the newest grain at which its rule was asked and had a sound reading
 * @param marks the last such judgements, oldest first: {@code x} breached, {@code .} good, {@code ~} good but too near
 *     to clear
 * @param transitions how many changes of state it has seen, from 1
 * @param kept what it remembers
 */
public record Alert(
        String fingerprint,
        AlertState state,
        Breach latest,
        Instant activeAt,
        @Nullable Instant firingAt,
        @Nullable Instant resolvedAt,
        Instant judgedAt,
        String marks,
        int transitions,
        Kept kept) {

    /** One that remembers only its latest breach. */
    public Alert(
            String fingerprint,
            AlertState state,
            Breach latest,
            Instant activeAt,
            @Nullable Instant firingAt,
            @Nullable Instant resolvedAt,
            Instant judgedAt,
            String marks,
            int transitions) {
        this(
                fingerprint,
                state,
                latest,
                activeAt,
                firingAt,
                resolvedAt,
                judgedAt,
                marks,
                transitions,
                state == AlertState.RESOLVED
                        ? Kept.of(latest, true).ended(Cause.GOOD_AGAIN, null, List.of())
                        : Kept.of(latest, firingAt != null));
    }

    public AlertRule rule() {
        return latest.rule();
    }

    public String alertname() {
        return latest.alertname();
    }

    public Labels labels() {
        return latest.labels();
    }

    public KpiId kpi() {
        return latest.figures().kpi();
    }

    /** How bad the latest breach is; it may have been worse before, see {@link #peak()}. */
    public Severity severity() {
        return latest.level();
    }

    /** The highest severity since it fired. */
    public Severity peak() {
        return kept.peak();
    }

    /** When it became worse than it was when it fired; nothing for one that has not. */
    public Optional<Instant> roseAt() {
        return Optional.ofNullable(kept.roseAt());
    }

    /** Why it changed last. */
    public Cause cause() {
        return kept.cause();
    }

    /** The figures with which it fired; nothing while pending. */
    public Optional<Figures> figuresAtFiring() {
        return Optional.ofNullable(kept.atFiring());
    }

    /** The worst figures of all its breaches. */
    public Figures worst() {
        return kept.worst();
    }

    /** The figures of the reading that resolved it; nothing before, and when it ended for another reason. */
    public Optional<Figures> recovered() {
        return Optional.ofNullable(kept.recovered());
    }

    /** From its first breach to its end; of one that is not over, to the newest judgement. */
    public Duration lasted() {
        return Duration.between(activeAt, resolvedAt == null ? judgedAt : resolvedAt);
    }

    /** Since when it has been firing and resolved again and again; nothing for one that is steady. */
    public Optional<Instant> unstableSince() {
        return Optional.ofNullable(kept.unstableSince());
    }

    /** The same with another memory. */
    public Alert with(Kept kept) {
        return new Alert(
                fingerprint, state, latest, activeAt, firingAt, resolvedAt, judgedAt, marks, transitions, kept);
    }

    /** As it was, but its readings have been looked at since. */
    public Alert judgedUpTo(Instant at) {
        return at.isAfter(judgedAt)
                ? new Alert(fingerprint, state, latest, activeAt, firingAt, resolvedAt, at, marks, transitions, kept)
                : this;
    }

    /** What routes, silences and groups see: its labels and {@code alertname}, {@code severity}, {@code owner}, {@code kpi}. */
    public Labels allLabels() {
        var all = new TreeMap<>(labels().asMap());
        all.put("alertname", alertname());
        all.put("severity", severity().toString());
        all.put("owner", rule().owner());
        all.put("kpi", kpi().value());
        return Labels.of(all);
    }

    Alert counted(int transitions) {
        return transitions == this.transitions
                ? this
                : new Alert(
                        fingerprint, state, latest, activeAt, firingAt, resolvedAt, judgedAt, marks, transitions, kept);
    }
}
