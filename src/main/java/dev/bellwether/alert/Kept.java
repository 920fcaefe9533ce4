package dev.bellwether.alert;

import dev.bellwether.alert.Breach.Figures;
import dev.bellwether.kpi.Direction;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an alert remembers of its life so far.
 *
 * @param cause of its latest change of state
 * @param peak the highest severity since it fired; while pending, that of the latest breach
 * @param roseAt when it last rose to its peak; null for one that is as it was when it fired
 * @param heldAt the newest grain at which it was bad, or too near to clear
 * @param missed how much of the time since it began nobody looked
 * @param atFiring the figures with which it fired; null while pending
 * @param worst the worst figures of all its breaches
 * @param recovered the figures of the reading that resolved it; null before, and when it ended for another reason
 * @param changes when it fired or was resolved of late, those of alerts before it with the same identity included
 * @param unstableSince since when it has been changing too often; null while it has not
 */
public record Kept(
        Cause cause,
        Severity peak,
        @Nullable Instant roseAt,
        Instant heldAt,
        Duration missed,
        @Nullable Figures atFiring,
        Figures worst,
        @Nullable Figures recovered,
        List<Instant> changes,
        @Nullable Instant unstableSince) {

    public Kept {
        changes = List.copyOf(changes);
    }

    /** Of an alert that is as its latest breach has it. */
    static Kept of(Breach breach, boolean hasFired) {
        return new Kept(
                Cause.BREACHED,
                breach.level(),
                null,
                breach.at(),
                Duration.ZERO,
                hasFired ? breach.figures() : null,
                breach.figures(),
                null,
                List.of(),
                null);
    }

    /** After another breach. */
    Kept breached(Breach breach, Instant at) {
        return new Kept(
                cause,
                peak,
                roseAt,
                at,
                missed,
                atFiring,
                worse(worst, breach.figures(), breach.direction()),
                recovered,
                changes,
                unstableSince);
    }

    private static Figures worse(Figures one, Figures other, Direction direction) {
        double difference =
                switch (direction) {
                    case HIGHER_IS_BETTER -> one.value() - other.value();
                    case LOWER_IS_BETTER -> other.value() - one.value();
                    case BAND -> distance(other) - distance(one);
                };
        return difference > 0 ? other : one;
    }

    private static double distance(Figures figures) {
        double distance = Math.abs(figures.value() - figures.expected());
        return Double.isFinite(distance) ? distance : Math.abs(figures.value());
    }

    Kept near(Instant at) {
        return new Kept(cause, peak, roseAt, at, missed, atFiring, worst, recovered, changes, unstableSince);
    }

    Kept missing(Duration more) {
        return more.isZero()
                ? this
                : new Kept(
                        cause,
                        peak,
                        roseAt,
                        heldAt,
                        missed.plus(more),
                        atFiring,
                        worst,
                        recovered,
                        changes,
                        unstableSince);
    }

    /** After a change to firing, with the figures of {@code breach}. */
    Kept fired(Breach breach, List<Instant> changes, @Nullable Instant unstableSince) {
        return new Kept(
                unstableSince == null ? Cause.BREACHED : Cause.UNSTABLE,
                breach.level(),
                null,
                heldAt,
                missed,
                breach.figures(),
                worst,
                null,
                changes,
                unstableSince);
    }

    Kept escalated(Severity to, Instant at) {
        return new Kept(Cause.ESCALATED, to, at, heldAt, missed, atFiring, worst, recovered, changes, unstableSince);
    }

    /** Back to pending. */
    Kept unfired(Breach breach) {
        return new Kept(Cause.HOLD_LONGER, breach.level(), null, heldAt, missed, null, worst, null, changes, null);
    }

    Kept ended(Cause why, @Nullable Figures figures, List<Instant> changes) {
        return new Kept(why, peak, roseAt, heldAt, missed, atFiring, worst, figures, changes, null);
    }

    Kept restless(List<Instant> changes, Instant since) {
        return new Kept(Cause.UNSTABLE, peak, roseAt, heldAt, missed, atFiring, worst, recovered, changes, since);
    }

    Kept steady() {
        return new Kept(cause, peak, roseAt, heldAt, missed, atFiring, worst, recovered, List.of(), null);
    }

    /** The changes within {@code lookBack} of {@code at}, and this one. */
    List<Instant> changesWith(Instant at, Duration lookBack) {
        return Stream.concat(changes.stream().filter(change -> change.isAfter(at.minus(lookBack))), Stream.of(at))
                .toList();
    }
}
