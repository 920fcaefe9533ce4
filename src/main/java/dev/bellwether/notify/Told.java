package dev.bellwether.notify;

import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What one target knows of one group: the entry of Alertmanager's notification log. Alerts leave {@code firing} with the
 * accepted mail that told of their end, so there is nothing to remember of resolved ones.
 *
 * @param firing the alerts that the last accepted notification showed as firing, by fingerprint
 * @param remarks what it said of them besides, as {@link Remarks} writes it
 * @param acceptedAt when that was; null when none has been accepted
 * @param repeats how many times in a row it was told the same again
 * @param refused what it was to be told when it was given up, as {@link #contentOf}; null when the last was accepted
 * @param refusedAt when that was
 */
public record Told(
        Set<String> firing,
        Set<String> remarks,
        @Nullable Instant acceptedAt,
        int repeats,
        @Nullable String refused,
        @Nullable Instant refusedAt) {

    /** Nothing yet. */
    public static final Told NOTHING = new Told(Set.of(), Set.of(), null, 0, null, null);

    public Told {
        firing = Set.copyOf(firing);
        remarks = Set.copyOf(remarks);
    }

    /**
     * Whether the group as it stands is worth a notification to this target.
     *
     * @param firing fingerprints of the group's firing alerts that are not muted
     * @param ended those of {@code this.firing} that are resolved, and remarks on others that are new to the target; no
     *     ends for a receiver that is not told of them
     */
    public Optional<NotifyReason> reasonToNotify(
            Set<String> firing, Set<String> ended, RepeatInterval repeatInterval, Instant now) {
        Optional<NotifyReason> reason = reason(firing, ended, repeatInterval, now);
        boolean hopeless = refusedAt != null
                && !isOver(refusedAt, repeatInterval, now)
                && contentOf(firing, ended).equals(refused);
        // a bad address is tried again when there is news or as often as a repetition, not at every check
        return hopeless ? Optional.empty() : reason;
    }

    private Optional<NotifyReason> reason(
            Set<String> firingNow, Set<String> ended, RepeatInterval repeatInterval, Instant now) {
        if (firing.isEmpty() || acceptedAt == null) {
            return firingNow.isEmpty() ? Optional.empty() : Optional.of(NotifyReason.FIRST);
        }
        if (!firing.containsAll(firingNow)) {
            return Optional.of(NotifyReason.NEW_ALERTS);
        }
        if (!ended.isEmpty()) {
            return Optional.of(NotifyReason.RESOLVED);
        }
        return isOver(acceptedAt, repeatInterval, now) && !firingNow.isEmpty()
                ? Optional.of(NotifyReason.REPEAT)
                : Optional.empty();
    }

    private boolean isOver(Instant since, RepeatInterval repeatInterval, Instant now) {
        return repeatInterval
                .after(repeats)
                .filter(step -> !now.isBefore(since.plus(step)))
                .isPresent();
    }

    /** The news itself, for comparison. */
    public static String contentOf(Collection<String> firing, Collection<String> ended) {
        return Sha256.hex(String.join(",", firing.stream().sorted().toList())
                + "|"
                + String.join(",", ended.stream().sorted().toList()));
    }

    /** The remarks that are news, about alerts that it knows as firing. */
    Set<String> freshOf(Set<String> remarksNow) {
        return remarksNow.stream()
                .filter(remark -> !remarks.contains(remark) && firing.contains(Remarks.fingerprintOf(remark)))
                .collect(Collectors.toUnmodifiableSet());
    }

    public Told accepted(NotifyReason reason, Set<String> firing, Set<String> remarks, Instant at) {
        return new Told(firing, remarks, at, reason == NotifyReason.REPEAT ? repeats + 1 : 0, null, null);
    }

    public Told refused(String content, Instant at) {
        return new Told(firing, remarks, acceptedAt, repeats, content, at);
    }

    /** The same without these, which ended and were not to be told of. */
    public Told without(Set<String> ended) {
        var rest = new HashSet<>(firing);
        rest.removeAll(ended);
        return new Told(rest, about(rest, remarks), acceptedAt, repeats, refused, refusedAt);
    }

    /** Also knows what another group's target was told of these alerts, which have moved here. */
    public Told joinedBy(Told other, Set<String> moved) {
        var all = new HashSet<>(firing);
        other.firing.stream().filter(moved::contains).forEach(all::add);
        var allRemarks = new HashSet<>(remarks);
        allRemarks.addAll(about(moved, other.remarks));
        boolean isOlder = acceptedAt == null || other.acceptedAt != null && other.acceptedAt.isAfter(acceptedAt);
        Told newer = isOlder ? other : this;
        return new Told(all, allRemarks, newer.acceptedAt, newer.repeats, newer.refused, newer.refusedAt);
    }

    private static Set<String> about(Set<String> alerts, Set<String> remarks) {
        return remarks.stream()
                .filter(remark -> alerts.contains(Remarks.fingerprintOf(remark)))
                .collect(Collectors.toUnmodifiableSet());
    }
}
