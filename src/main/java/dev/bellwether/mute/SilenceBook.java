package dev.bellwether.mute;

import dev.bellwether.alert.Alert;
import dev.bellwether.alert.AlertState;
import dev.bellwether.alert.Alerts;
import dev.bellwether.alert.Matcher;
import dev.bellwether.audit.Deed;
import dev.bellwether.problem.Refusal;
import dev.bellwether.problem.RefusedException;
import dev.bellwether.problem.RefusedException.Kind;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/** Takes wishes for silences, checks them, and ends those whose time has come early. */
public final class SilenceBook {

    private final Silences silences;
    private final Alerts alerts;

    public SilenceBook(Silences silences, Alerts alerts) {
        this.silences = silences;
        this.alerts = alerts;
    }

    /**
     * Makes a silence, or changes the one whose id the draft has. One that mutes already and is to have other matchers
     * or another start ends, and a new one takes its place, so what it has muted stays on record; as in Alertmanager.
     *
     * @param who the acting user
     * @throws RefusedException with every mistake
     */
    public Silence post(SilenceDraft draft, String who, Instant at) {
        Instant now = at.truncatedTo(ChronoUnit.MILLIS); // so that no database rounds an end into the future
        Silence former = draft.id() == null ? null : find(draft.id());
        List<Refusal> refusals = draft.refusals(now);
        if (!refusals.isEmpty()) {
            throw new RefusedException(Kind.INVALID, refusals);
        }
        Instant start = draft.startsAt() == null || draft.startsAt().isBefore(now) ? now : draft.startsAt();
        if (former != null && canChange(former, draft, start, now)) {
            Instant begins = former.startsAt().isBefore(now) ? former.startsAt() : start;
            Silence changed = silence(former.id(), draft, begins);
            silences.store(changed, deed("silence_changed", changed, who, now));
            return changed;
        }
        if (draft.untilResolved() && preview(draft.matchers()).isEmpty()) {
            throw new RefusedException(
                    Kind.INVALID,
                    "until_resolved",
                    "nothing fires that it catches, so it would end at once",
                    "look at its preview, or give a plain end");
        }
        if (former != null && former.stateAt(now) != SilenceState.EXPIRED) {
            Silence ended = former.endedAt(now);
            silences.store(ended, deed("silence_ended", ended, who, now));
        }
        Silence created = silence(UUID.randomUUID().toString(), draft, start);
        silences.store(created, deed("silence_created", created, who, now));
        return created;
    }

    private static boolean canChange(Silence former, SilenceDraft draft, Instant start, Instant now) {
        if (former.stateAt(now) == SilenceState.EXPIRED
                || !new HashSet<>(former.matchers()).equals(new HashSet<>(draft.matchers()))) {
            return false;
        }
        boolean hasBegun = !former.startsAt().isAfter(now);
        return !hasBegun || !start.isAfter(now);
    }

    private static Silence silence(String id, SilenceDraft draft, Instant start) {
        return new Silence(
                id,
                draft.matchers(),
                draft.author(),
                draft.comment(),
                start,
                Objects.requireNonNull(draft.endsAt()),
                draft.untilResolved(),
                draft.recurrence());
    }

    /**
     * Ends it before its time.
     *
     * @throws RefusedException when there is none, or it has ended
     */
    public Silence end(String id, String who, Instant at) {
        Instant now = at.truncatedTo(ChronoUnit.MILLIS);
        Silence silence = find(id);
        if (silence.stateAt(now) == SilenceState.EXPIRED) {
            throw new RefusedException(Kind.TOO_LATE, "id", "silence " + id + " has ended at " + silence.endsAt(), "");
        }
        Silence ended = silence.endedAt(now);
        silences.store(ended, deed("silence_ended", ended, who, now));
        return ended;
    }

    /** @throws RefusedException when there is none */
    public Silence find(String id) {
        return silences.find(id)
                .orElseThrow(() -> new RefusedException(
                        Kind.UNKNOWN, "id", "there is no silence \"" + id + "\"", "GET the silences for their ids"));
    }

    /** The pending and firing alerts that such matchers catch. */
    public List<Alert> preview(Collection<Matcher> matchers) {
        return alerts.active().stream()
                .filter(alert -> matchers.stream().allMatch(matcher -> matcher.matches(alert.allLabels())))
                .toList();
    }

    /** Ends silences that are to last until what they catch is resolved, where that is so. */
    public void settle(Instant now) {
        List<Silence> waiting = silences.standing(now).stream()
                .filter(silence -> silence.untilResolved() && silence.stateAt(now) == SilenceState.ACTIVE)
                .toList();
        if (waiting.isEmpty()) {
            return;
        }
        List<Alert> standing = alerts.active().stream()
                .filter(alert -> alert.state() != AlertState.RESOLVED)
                .toList();
        for (Silence silence : waiting) {
            if (standing.stream().noneMatch(alert -> silence.catches(alert.allLabels()))) {
                Silence ended = silence.endedAt(now);
                silences.store(ended, deed("silence_ended", ended, Deed.SERVICE, now));
            }
        }
    }

    private static Deed deed(String action, Silence silence, String who, Instant now) {
        return new Deed(
                now,
                who,
                action,
                silence.id(),
                "%s from %s to %s by %s: %s"
                        .formatted(
                                silence.written(),
                                silence.startsAt(),
                                silence.endsAt(),
                                silence.author(),
                                silence.comment()));
    }
}
