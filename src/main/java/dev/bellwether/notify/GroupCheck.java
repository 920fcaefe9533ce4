package dev.bellwether.notify;

import dev.bellwether.alert.Alert;
import dev.bellwether.alert.AlertState;
import dev.bellwether.alert.Cause;
import dev.bellwether.notify.Decision.Plan;
import dev.bellwether.notify.Notification.Counts;
import dev.bellwether.response.Acknowledgement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One check of one group: who is to hear what. Pure. */
final class GroupCheck {

    /** However many fire, this many ends are shown. */
    private static final int ENDS_ALWAYS_SHOWN = 3;

    private static final Comparator<Alert> MOST_IMPORTANT = Comparator.comparing(Alert::severity)
            .reversed()
            .thenComparing(Alert::activeAt)
            .thenComparing(Alert::alertname)
            .thenComparing(Alert::labels);

    private final AlertGroup group;
    private final Route route;
    private final List<Audience> audiences;
    private final Instant now;

    /** @param audiences the route's own first */
    GroupCheck(AlertGroup group, Route route, List<Audience> audiences, Instant now) {
        this.group = group;
        this.route = route;
        this.audiences = List.copyOf(audiences);
        this.now = now;
    }

    /**
     * Who hears of the group.
     *
     * @param after how long an alert goes unacknowledged before they do; empty for those who hear of it anyway
     * @param unsubscribed who wants no more mails of which receiver
     */
    record Audience(Receiver receiver, Optional<Duration> after, List<Unsubscription> unsubscribed) {

        List<Target> targetsOf(Collection<Alert> alerts) {
            return receiver.targetsOf(alerts).stream()
                    .filter(target -> unsubscribed.stream().noneMatch(gone -> gone.isOf(receiver.name(), target)))
                    .toList();
        }
    }

    /**
     * Targets that are to hear the same go together.
     *
     * @param firing what fires of all that these targets hear of
     */
    private record News(
            Receiver receiver,
            NotifyReason reason,
            Set<String> firing,
            Set<String> added,
            Set<String> ended,
            Set<String> remarks) {

        /** All that is news about alerts the target knows. */
        Set<String> changes() {
            return Stream.concat(ended.stream(), remarks.stream()).collect(Collectors.toUnmodifiableSet());
        }

        /** The alerts that the notification is about. */
        Set<String> marked() {
            boolean isOfNew = reason == NotifyReason.FIRST || reason == NotifyReason.NEW_ALERTS;
            return isOfNew || remarks.isEmpty() ? added : Remarks.fingerprintsOf(remarks);
        }

        News because(NotifyReason exactly) {
            return new News(receiver, exactly, firing, added, ended, remarks);
        }
    }

    /** @param isEvaluated whether somebody still looks at the alert's readings */
    Decision decide(
            Predicate<Alert> isAudible,
            Predicate<Alert> isEvaluated,
            Function<Alert, Optional<Acknowledgement>> acknowledgements) {
        List<Alert> audible = group.members().stream().filter(isAudible).toList();
        List<Alert> muted = group.members().stream().filter(isAudible.negate()).toList();
        Set<String> resolved = minus(fingerprints(audible), fingerprints(audible, AlertState.FIRING));
        Set<String> remarks = Remarks.of(audible, isEvaluated);
        Care care = Care.of(audible, acknowledgements, now);
        var toldSilently = new HashMap<Target, Told>();
        var news = new LinkedHashMap<News, List<Target>>();
        var asked = new HashSet<>(group.waiting()); // a resolved must not overtake a firing
        for (Audience audience : audiences) {
            boolean isCalled = isCalled(audience, audible, care);
            for (Target target : audience.targetsOf(group.members())) {
                if (!asked.add(target)) {
                    continue;
                }
                Told told = group.toldTo(target);
                Set<String> firing = fingerprints(heardBy(audience, target, audible), AlertState.FIRING);
                Set<String> concern = isCalled ? firing : both(firing, told.firing());
                Set<String> ended = both(resolved, told.firing());
                if (!audience.receiver().sendResolved() && !ended.isEmpty()) {
                    toldSilently.put(target, told.without(ended));
                    ended = Set.of();
                }
                Told outdated = told.without(both(concern, toTellAgain(told, audible, care)));
                var changed = new News(
                        audience.receiver(),
                        NotifyReason.REPEAT,
                        concern,
                        minus(concern, outdated.firing()),
                        ended,
                        outdated.freshOf(remarks));
                outdated.reasonToNotify(concern, changed.changes(), route.repeatInterval(), now)
                        .filter(why ->
                                why != NotifyReason.REPEAT || !care.holds().containsAll(concern))
                        .map(why -> changed.because(exactly(why, changed, audience, told, audible, care)))
                        .ifPresent(same -> news.computeIfAbsent(same, any -> new ArrayList<>())
                                .add(target));
            }
        }
        List<Plan> plans = plans(news, audible, remarks);
        boolean nothingFires = group.members().stream().noneMatch(alert -> alert.state() == AlertState.FIRING);
        return new Decision(
                group,
                now.plus(route.groupInterval()),
                plans,
                toldSilently,
                hearing(audible, muted),
                settled(resolved, toldSilently),
                nothingFires && plans.isEmpty() && group.waiting().isEmpty());
    }

    private static List<Alert> heardBy(Audience audience, Target target, List<Alert> audible) {
        return audible.stream()
                .filter(alert -> audience.receiver().tells(target, alert))
                .toList();
    }

    /** In the words of what happened, the worst first. */
    private NotifyReason exactly(
            NotifyReason reason, News news, Audience audience, Told told, List<Alert> audible, Care care) {
        if (reason == NotifyReason.REPEAT) {
            return reason;
        }
        boolean isOfNew = reason == NotifyReason.FIRST || reason == NotifyReason.NEW_ALERTS;
        if (isOfNew && audience.after().isPresent() && told.firing().isEmpty()) {
            return NotifyReason.ESCALATED_UNACKNOWLEDGED;
        }
        if (reason != NotifyReason.FIRST && Remarks.haveRise(news.remarks())) {
            return NotifyReason.ESCALATED;
        }
        return isOfNew ? whyNew(reason, news.added(), audible, care) : whyOver(news, audible);
    }

    private NotifyReason whyNew(NotifyReason reason, Set<String> added, List<Alert> audible, Care care) {
        if (care.brokenAt().keySet().containsAll(added)) {
            return NotifyReason.WORSENED;
        }
        boolean allWereMuted = added.stream().allMatch(name -> group.hearing()
                .getOrDefault(name, Hearing.NOT_NOTED)
                .mutedAt()
                .isPresent());
        boolean allUnstable = audible.stream()
                .filter(alert -> added.contains(alert.fingerprint()))
                .allMatch(alert -> alert.unstableSince().isPresent());
        return allWereMuted ? NotifyReason.SILENCE_ENDED : allUnstable ? NotifyReason.UNSTABLE : reason;
    }

    private static NotifyReason whyOver(News news, List<Alert> audible) {
        if (news.ended().isEmpty()) {
            return Remarks.haveUnrest(news.remarks()) ? NotifyReason.UNSTABLE : NotifyReason.NOT_EVALUATED;
        }
        Set<Cause> causes = audible.stream()
                .filter(alert -> news.ended().contains(alert.fingerprint()))
                .map(Alert::cause)
                .collect(Collectors.toSet());
        boolean isGoodAgain = causes.contains(Cause.GOOD_AGAIN);
        return isGoodAgain
                ? NotifyReason.RESOLVED
                : causes.equals(Set.of(Cause.HOLD_LONGER)) ? NotifyReason.BACK_TO_PENDING : NotifyReason.RULE_REMOVED;
    }

    /** A rung of the ladder is reached when one alert was heard of for so long and nobody has it. */
    private boolean isCalled(Audience audience, List<Alert> audible, Care care) {
        if (audience.after().isEmpty()) {
            return true;
        }
        Instant latest = now.minus(audience.after().get());
        return audible.stream()
                .filter(alert -> alert.state() == AlertState.FIRING)
                .filter(alert -> !care.holds().contains(alert.fingerprint()))
                .flatMap(alert -> group.hearingOf(alert).audibleSince().stream())
                .anyMatch(since -> !since.isAfter(latest));
    }

    /** What this target was told of, but before it was muted or before it got worse in somebody's hands. */
    private Set<String> toTellAgain(Told told, List<Alert> audible, Care care) {
        Instant toldAt = told.acceptedAt();
        if (toldAt == null) {
            return Set.of();
        }
        return audible.stream()
                .map(Alert::fingerprint)
                .filter(name -> isMutedAfter(name, toldAt)
                        || care.brokenAt().containsKey(name)
                                && care.brokenAt().get(name).isAfter(toldAt))
                .collect(Collectors.toUnmodifiableSet());
    }

    private boolean isMutedAfter(String fingerprint, Instant toldAt) {
        return group.hearing().getOrDefault(fingerprint, Hearing.NOT_NOTED).mutedAt().stream()
                .anyMatch(muted -> muted.isAfter(toldAt));
    }

    /** Only what changes; where nobody is called later nobody asks since when an alert is heard of. */
    private Map<String, Hearing> hearing(List<Alert> audible, List<Alert> muted) {
        var noted = new HashMap<String, Hearing>();
        muted.stream()
                .filter(alert -> alert.state() == AlertState.FIRING)
                .forEach(alert ->
                        noted.put(alert.fingerprint(), group.hearingOf(alert).muted(now)));
        if (!route.escalate().isEmpty()) {
            audible.stream()
                    .filter(alert -> alert.state() == AlertState.FIRING)
                    .filter(alert -> group.hearingOf(alert).audibleSince().isEmpty())
                    .forEach(alert -> noted.put(
                            alert.fingerprint(), group.hearingOf(alert).audible(now)));
        }
        return noted;
    }

    private List<Plan> plans(Map<News, List<Target>> news, List<Alert> audible, Set<String> remarks) {
        var plans = new ArrayList<Plan>();
        Optional<String> thread = group.thread();
        for (Map.Entry<News, List<Target>> entry : news.entrySet()) {
            News heard = entry.getKey();
            Notification notification = notification(heard, audible, thread);
            thread = Optional.of(notification.group().thread());
            String content = Told.contentOf(heard.firing(), heard.changes());
            plans.add(new Plan(notification, heard.firing(), remarks, content, entry.getValue()));
        }
        return plans;
    }

    private Notification notification(News news, List<Alert> audible, Optional<String> thread) {
        Comparator<Alert> newestsFirst = Comparator.comparing(
                alert -> !news.marked().contains(alert.fingerprint())); // in a first mail all are new
        List<Alert> firing = audible.stream()
                .filter(alert -> news.firing().contains(alert.fingerprint()))
                .sorted(newestsFirst.thenComparing(MOST_IMPORTANT))
                .toList();
        List<Alert> ended = audible.stream()
                .filter(alert -> news.ended().contains(alert.fingerprint()))
                .sorted(MOST_IMPORTANT)
                .toList();
        Instant at = now.truncatedTo(ChronoUnit.SECONDS);
        String dedupKey = dedupKey(news, firing, ended, at);
        List<Alert> shown = shown(firing, ended);
        return new Notification(
                dedupKey,
                new Notification.Group(
                        news.receiver().name(), group.key().route(), group.key().labels(), thread.orElse(dedupKey)),
                news.reason(),
                at,
                shown,
                both(news.marked(), fingerprints(shown, AlertState.FIRING)),
                new Counts(firing.size(), ended.size()));
    }

    /** Receiver, group, the alerts with the numbers of their transitions, what is news, and which check it was. */
    private String dedupKey(News news, List<Alert> firing, List<Alert> ended, Instant at) {
        String alerts = Stream.concat(firing.stream(), ended.stream())
                .map(alert -> alert.fingerprint() + "#" + alert.transitions())
                .sorted()
                .collect(Collectors.joining(","));
        String added = Stream.concat(news.added().stream(), news.remarks().stream())
                .sorted()
                .collect(Collectors.joining(","));
        return Sha256.hex(String.join(
                "|",
                news.receiver().name(),
                group.key().toString(),
                news.reason().name(),
                alerts,
                added,
                group.id() + "/" + group.checks(),
                at.toString()));
    }

    private static List<Alert> shown(List<Alert> firing, List<Alert> ended) {
        int ends = Math.min(ended.size(), Math.max(ENDS_ALWAYS_SHOWN, Notification.MOST_ALERTS - firing.size()));
        return Stream.concat(
                        firing.stream().limit(Notification.MOST_ALERTS - ends),
                        ended.stream().limit(ends))
                .toList();
    }

    /** Ends that no target still has to hear of. */
    private Set<String> settled(Set<String> resolvedAndAudible, Map<Target, Told> toldSilently) {
        if (!group.waiting().isEmpty()) {
            return Set.of();
        }
        var settled =
                new HashSet<>(minus(fingerprints(group.members()), fingerprints(group.members(), AlertState.FIRING)));
        for (Audience audience : audiences) {
            for (Target target : audience.targetsOf(group.members())) {
                Told told = toldSilently.getOrDefault(target, group.toldTo(target));
                settled.removeAll(both(resolvedAndAudible, told.firing()));
            }
        }
        return settled;
    }

    private static Set<String> fingerprints(Collection<Alert> alerts, AlertState state) {
        return alerts.stream()
                .filter(alert -> alert.state() == state)
                .map(Alert::fingerprint)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Set<String> fingerprints(Collection<Alert> alerts) {
        return alerts.stream().map(Alert::fingerprint).collect(Collectors.toUnmodifiableSet());
    }

    private static Set<String> both(Set<String> some, Set<String> others) {
        return some.stream().filter(others::contains).collect(Collectors.toUnmodifiableSet());
    }

    private static Set<String> minus(Set<String> some, Set<String> others) {
        return some.stream().filter(name -> !others.contains(name)).collect(Collectors.toUnmodifiableSet());
    }
}
