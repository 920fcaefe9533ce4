package dev.bellwether.notify;

import dev.bellwether.alert.Alert;
import dev.bellwether.alert.AlertState;
import dev.bellwether.alert.Cause;
import dev.bellwether.notify.Decision.Plan;
import dev.bellwether.notify.Notification.Counts;
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
    private final Receiver receiver;
    private final Instant now;

    GroupCheck(AlertGroup group, Route route, Receiver receiver, Instant now) {
        this.group = group;
        this.route = route;
        this.receiver = receiver;
        this.now = now;
    }

    /**
     * Targets that are to hear the same go together.
     *
     * @param firing what fires of all that these targets hear of
     */
    private record News(
            NotifyReason reason, Set<String> firing, Set<String> added, Set<String> ended, Set<String> remarks) {

        /** All that is news about alerts the target knows. */
        Set<String> changes() {
            return Stream.concat(ended.stream(), remarks.stream()).collect(Collectors.toUnmodifiableSet());
        }

        /** The alerts that the notification is about. */
        Set<String> marked() {
            boolean isOfNew = reason == NotifyReason.FIRST || reason == NotifyReason.NEW_ALERTS;
            return isOfNew || remarks.isEmpty() ? added : Remarks.fingerprintsOf(remarks);
        }
    }

    /** @param isEvaluated whether somebody still looks at the alert's readings */
    Decision decide(Predicate<Alert> isAudible, Predicate<Alert> isEvaluated) {
        List<Alert> audible = group.members().stream().filter(isAudible).toList();
        Set<String> resolved = minus(fingerprints(audible), fingerprints(audible, AlertState.FIRING));
        Set<String> remarks = Remarks.of(audible, isEvaluated);
        var toldSilently = new HashMap<Target, Told>();
        var news = new LinkedHashMap<News, List<Target>>();
        for (Target target : receiver.targetsOf(group.members())) {
            if (group.waiting().contains(target)) {
                continue; // a resolved must not overtake a firing
            }
            Told told = group.toldTo(target);
            List<Alert> heard = heardBy(target, audible);
            Set<String> firing = fingerprints(heard, AlertState.FIRING);
            Set<String> ended = both(resolved, told.firing());
            if (!receiver.sendResolved() && !ended.isEmpty()) {
                toldSilently.put(target, told.without(ended));
                ended = Set.of();
            }
            Set<String> added = minus(firing, told.firing());
            var changed = new News(NotifyReason.REPEAT, firing, added, ended, told.freshOf(remarks));
            told.reasonToNotify(firing, changed.changes(), route.repeatInterval(), now)
                    .map(reason -> new News(
                            exactly(reason, changed, audible), firing, added, changed.ended(), changed.remarks()))
                    .ifPresent(same ->
                            news.computeIfAbsent(same, any -> new ArrayList<>()).add(target));
        }
        List<Plan> plans = plans(news, audible, remarks);
        boolean nothingFires = group.members().stream().noneMatch(alert -> alert.state() == AlertState.FIRING);
        return new Decision(
                group,
                now.plus(route.groupInterval()),
                plans,
                toldSilently,
                settled(resolved, toldSilently),
                nothingFires && plans.isEmpty() && group.waiting().isEmpty());
    }

    private List<Alert> heardBy(Target target, List<Alert> audible) {
        return audible.stream().filter(alert -> receiver.tells(target, alert)).toList();
    }

    /** In the words of what happened, the worst first. */
    private static NotifyReason exactly(NotifyReason reason, News news, List<Alert> audible) {
        if (reason == NotifyReason.FIRST || reason == NotifyReason.NEW_ALERTS) {
            boolean allUnstable = audible.stream()
                    .filter(alert -> news.added().contains(alert.fingerprint()))
                    .allMatch(alert -> alert.unstableSince().isPresent());
            boolean isRise = reason == NotifyReason.NEW_ALERTS && Remarks.haveRise(news.remarks());
            return isRise ? NotifyReason.ESCALATED : allUnstable ? NotifyReason.UNSTABLE : reason;
        }
        if (reason == NotifyReason.REPEAT || Remarks.haveRise(news.remarks())) {
            return reason == NotifyReason.REPEAT ? reason : NotifyReason.ESCALATED;
        }
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
                        receiver.name(), group.key().route(), group.key().labels(), thread.orElse(dedupKey)),
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
                receiver.name(),
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
        for (Target target : receiver.targetsOf(group.members())) {
            Told told = toldSilently.getOrDefault(target, group.toldTo(target));
            settled.removeAll(both(resolvedAndAudible, told.firing()));
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
