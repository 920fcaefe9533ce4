package dev.bellwether.mute;

import dev.bellwether.alert.Matcher;
import dev.bellwether.kpi.Labels;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A wish of a person not to be told of certain alerts for a while. The alerts go on as they are.
 *
 * @param matchers all have to match; they see {@code alertname}, {@code severity}, {@code owner} and {@code kpi} too
 * @param endsAt exclusive; for one until resolved the latest end, for a recurring one its last
 * @param untilResolved whether it ends earlier, as soon as nothing it catches is pending or firing
 * @param recurrence when in the week it mutes; always when empty
 */
public record Silence(
        String id,
        List<Matcher> matchers,
        String author,
        String comment,
        Instant startsAt,
        Instant endsAt,
        boolean untilResolved,
        Optional<Recurrence> recurrence) {

    public Silence {
        matchers = List.copyOf(matchers);
        if (matchers.stream().allMatch(matcher -> matcher.matches(Labels.NONE))) {
            throw new IllegalArgumentException("silence " + id + " would match alerts without any label");
        }
        if (endsAt.isBefore(startsAt)) {
            throw new IllegalArgumentException("silence " + id + " ends before it starts");
        }
    }

    public SilenceState stateAt(Instant now) {
        if (!now.isBefore(endsAt)) {
            return SilenceState.EXPIRED;
        }
        boolean mutes = !now.isBefore(startsAt)
                && recurrence.map(times -> times.covers(now)).orElse(true);
        return mutes ? SilenceState.ACTIVE : SilenceState.PENDING;
    }

    /** Whether it is about alerts with these labels, at whatever time. */
    public boolean catches(Labels allLabels) {
        return matchers.stream().allMatch(matcher -> matcher.matches(allLabels));
    }

    /** The same with an end at {@code at}; one that has not begun never does. */
    public Silence endedAt(Instant at) {
        Instant start = at.isBefore(startsAt) ? at : startsAt;
        return new Silence(id, matchers, author, comment, start, at, untilResolved, recurrence);
    }

    /** Its matchers as they are written, {@code {market="ES", severity=~"high|critical"}}. */
    public String written() {
        return matchers.stream().map(Matcher::toString).collect(Collectors.joining(", ", "{", "}"));
    }
}
