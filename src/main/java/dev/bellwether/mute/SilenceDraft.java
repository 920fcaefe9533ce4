package dev.bellwether.mute;

import dev.bellwether.alert.Matcher;
import dev.bellwether.kpi.Labels;
import dev.bellwether.problem.Refusal;
import dev.bellwether.problem.SoundText;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A silence as somebody asks for it, not checked yet.
 *
 * @param id of the silence it is to replace; null for a new one
 * @param startsAt now when null
 */
public record SilenceDraft(
        @Nullable String id,
        List<Matcher> matchers,
        String author,
        String comment,
        @Nullable Instant startsAt,
        @Nullable Instant endsAt,
        boolean untilResolved,
        Optional<Recurrence> recurrence) {

    /** Names and comments longer than this are no help to anybody. */
    public static final int LONGEST_AUTHOR = 200;

    public static final int LONGEST_COMMENT = 10_000;

    public static final int LONGEST_VALUE = 20_000;

    private static final int MOST_MATCHERS = 50;
    private static final Duration LONGEST = Duration.ofDays(366);

    public SilenceDraft {
        matchers = List.copyOf(matchers);
    }

    /** All that is wrong with it. */
    List<Refusal> refusals(Instant now) {
        var refusals = new ArrayList<Refusal>();
        checkMatchers(refusals);
        if (author.isBlank()) {
            refusals.add(new Refusal("author", "is empty", "say who asks, best by a mail address"));
        } else if (author.length() > LONGEST_AUTHOR) {
            refusals.add(new Refusal("author", "is longer than " + LONGEST_AUTHOR + " characters", ""));
        } else if (!SoundText.isSound(author)) {
            refusals.add(new Refusal("author", "has characters that are none", ""));
        }
        if (comment.isBlank()) {
            refusals.add(new Refusal("comment", "is empty", "say why, for those who miss the mails"));
        } else if (comment.length() > LONGEST_COMMENT) {
            refusals.add(new Refusal("comment", "is longer than " + LONGEST_COMMENT + " characters", ""));
        } else if (!SoundText.isSound(comment)) {
            refusals.add(new Refusal("comment", "has characters that are none", ""));
        }
        checkTimes(now, refusals);
        return refusals;
    }

    private void checkMatchers(List<Refusal> refusals) {
        if (matchers.isEmpty()) {
            refusals.add(new Refusal("matchers", "are missing", "give at least one, such as market=\"ES\""));
            return;
        }
        if (matchers.size() > MOST_MATCHERS) {
            refusals.add(new Refusal("matchers", "are more than " + MOST_MATCHERS, ""));
        }
        for (int i = 0; i < matchers.size(); i++) {
            Matcher matcher = matchers.get(i);
            if (matcher.label().isBlank()) {
                refusals.add(new Refusal("matchers[" + i + "]", "names no label", "write it like market=\"ES\""));
            }
            if (!SoundText.isSound(matcher.label() + matcher.value())) {
                refusals.add(new Refusal("matchers[" + i + "]", "has characters that are none", ""));
            }
            if (matcher.value().length() > LONGEST_VALUE) {
                refusals.add(new Refusal(
                        "matchers[" + i + "]", "has a value longer than " + LONGEST_VALUE + " characters", ""));
            }
        }
        if (matchers.stream().allMatch(matcher -> matcher.matches(Labels.NONE))) {
            refusals.add(new Refusal(
                    "matchers",
                    "all match an empty value, so every alert without these labels would be silenced",
                    "give at least one that asks for a value, such as market=\"ES\" or market=~\".+\""));
        }
    }

    private void checkTimes(Instant now, List<Refusal> refusals) {
        if (endsAt == null) {
            refusals.add(new Refusal("ends_at", "is missing", "write it like 2026-11-22T12:00:00Z"));
            return;
        }
        Instant start = startsAt == null ? now : startsAt;
        if (!endsAt.isAfter(start)) {
            refusals.add(new Refusal("ends_at", "is not after the start", "an end comes after " + start));
        } else if (!endsAt.isAfter(now)) {
            refusals.add(new Refusal("ends_at", "is in the past", "it is " + now + " now"));
        } else if (Duration.between(now, endsAt).compareTo(LONGEST) > 0) {
            refusals.add(new Refusal(
                    "ends_at", "is more than a year away", "what nobody wants to hear of belongs into the rules"));
        }
        if (untilResolved && start.isAfter(now)) {
            refusals.add(new Refusal("until_resolved", "needs a silence that begins now", "leave out starts_at"));
        }
        if (untilResolved && recurrence.isPresent()) {
            refusals.add(new Refusal("until_resolved", "does not go with recurring times", "choose one of both"));
        }
    }
}
