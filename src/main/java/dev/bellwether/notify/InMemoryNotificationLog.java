package dev.bellwether.notify;

import dev.bellwether.alert.Alert;
import dev.bellwether.alert.AlertState;
import dev.bellwether.alert.InMemoryAlerts;
import dev.bellwether.alert.Transition;
import dev.bellwether.notify.Decision.Plan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Keeps everything in memory: for replay and tests. */
public final class InMemoryNotificationLog implements NotificationLog {

    private static final class Group {
        private final long id;
        private final GroupKey key;
        private Instant nextCheck;
        private int checks;
        private @Nullable String thread;
        private final Map<String, Alert> members = new LinkedHashMap<>();
        private final Map<String, Hearing> hearing = new HashMap<>();
        private final Map<Target, Told> told = new HashMap<>();

        private Group(long id, GroupKey key, Instant nextCheck) {
            this.id = id;
            this.key = key;
            this.nextCheck = nextCheck;
        }
    }

    private record DeliveryKey(String dedupKey, Target target) {}

    private record OnItsWay(long group, Plan plan, String rules, Pending pending, Instant next) {
        private Instant decidedAt() {
            return plan.notification().at();
        }
    }

    private record HeldBack(OnItsWay delivery, Instant until) {}

    private record Noted(Sending sending, Set<String> alerts) {}

    private record GivenUpAt(Instant at, Unaccepted unaccepted) {}

    private final InMemoryAlerts alerts;
    private final List<GivenUpAt> givenUps = new ArrayList<>();
    private final List<Noted> sendings = new ArrayList<>();
    private final List<HeldBack> held = new ArrayList<>();
    private final TreeMap<Long, Transition> outbox = new TreeMap<>();
    private final Map<GroupKey, Group> groups = new LinkedHashMap<>();
    private final Map<DeliveryKey, OnItsWay> onTheirWay = new LinkedHashMap<>();
    private int seen;
    private @Nullable Transition lastSeen;
    private long lastRow;
    private long lastGroup;

    private final Supplier<String> rules;

    /** @param alerts whose transitions are the outbox, and where the newest figures of an alert stand */
    public InMemoryNotificationLog(InMemoryAlerts alerts) {
        this(alerts, () -> "");
    }

    /** @param rules hash of the rules in force */
    public InMemoryNotificationLog(InMemoryAlerts alerts, Supplier<String> rules) {
        this.alerts = alerts;
        this.rules = rules;
    }

    private void readOutbox() {
        List<Transition> transitions = alerts.transitions();
        boolean someDropped = seen > transitions.size() || seen > 0 && transitions.get(seen - 1) != lastSeen;
        // transitions are only ever dropped from the front, so those after the last one seen are the new ones
        int from = someDropped ? transitions.indexOf(lastSeen) + 1 : seen;
        transitions.subList(from, transitions.size()).forEach(transition -> outbox.put(++lastRow, transition));
        seen = transitions.size();
        lastSeen = transitions.isEmpty() ? null : transitions.get(seen - 1);
    }

    @Override
    public synchronized List<Undispatched> undispatched(int limit) {
        readOutbox();
        return outbox.entrySet().stream()
                .limit(limit)
                .map(row -> new Undispatched(row.getKey(), row.getValue()))
                .toList();
    }

    @Override
    public synchronized void enter(List<Entry> entries) {
        for (Entry entry : entries) {
            if (outbox.remove(entry.row().id()) == null) {
                throw new IllegalStateException("dispatched already: " + entry.row());
            }
            Alert alert = entry.alert();
            entry.groups().forEach((key, firstCheck) -> {
                Group group = groupOf(key, firstCheck);
                group.members.put(alert.fingerprint(), alert);
                group.hearing.remove(alert.fingerprint());
            });
            if (entry.isEnd()) {
                groups.values().forEach(group -> group.members.replace(alert.fingerprint(), alert));
            }
            if (entry.isUrgent()) {
                Instant at = Collections.min(entry.groups().values());
                groups.values().stream()
                        .filter(group -> group.checks > 0 && group.members.containsKey(alert.fingerprint()))
                        .filter(group -> at.isBefore(group.nextCheck))
                        .forEach(group -> group.nextCheck = at);
            }
        }
    }

    private Group groupOf(GroupKey key, Instant firstCheck) {
        Group group = groups.computeIfAbsent(key, missing -> new Group(++lastGroup, missing, firstCheck));
        if (group.checks == 0 && firstCheck.isBefore(group.nextCheck)) {
            group.nextCheck = firstCheck;
        }
        return group;
    }

    @Override
    public synchronized List<AlertGroup> dueGroups(Instant now, int limit) {
        return groups.values().stream()
                .filter(group -> !group.nextCheck.isAfter(now))
                .sorted(Comparator.comparing((Group group) -> group.nextCheck).thenComparing(group -> group.id))
                .limit(limit)
                .map(this::alertGroup)
                .toList();
    }

    @Override
    public synchronized List<AlertGroup> groupsAfter(long id, int limit) {
        return groups.values().stream()
                .filter(group -> group.id > id)
                .sorted(Comparator.comparing(group -> group.id))
                .limit(limit)
                .map(this::alertGroup)
                .toList();
    }

    @Override
    public synchronized void move(AlertGroup from, Map<String, Set<GroupKey>> moved, Instant now) {
        Group old = groups.get(from.key());
        if (old == null || old.checks != from.checks()) {
            throw new IllegalStateException("decided by another already: " + from.key());
        }
        old.checks++;
        moved.forEach((fingerprint, keys) -> {
            Alert alert = Objects.requireNonNull(old.members.remove(fingerprint), "what moves was a member");
            for (GroupKey key : keys) {
                Group group = groups.computeIfAbsent(key, missing -> new Group(++lastGroup, missing, now));
                group.thread = group.thread == null ? old.thread : group.thread;
                group.members.putIfAbsent(fingerprint, alert);
                from.told()
                        .forEach((target, told) -> group.told.merge(
                                target,
                                Told.NOTHING.joinedBy(told, Set.of(fingerprint)),
                                (known, more) -> known.joinedBy(more, Set.of(fingerprint))));
            }
        });
        old.told.replaceAll((target, told) -> told.without(moved.keySet()));
        if (old.members.isEmpty()) {
            groups.remove(from.key());
        }
    }

    private AlertGroup alertGroup(Group group) {
        return new AlertGroup(
                group.id,
                group.key,
                group.checks,
                Optional.ofNullable(group.thread),
                group.members.values().stream().map(this::newest).toList(),
                group.hearing,
                group.told,
                waiting(group.id));
    }

    private Alert newest(Alert member) {
        return alerts.find(member.fingerprint())
                .map(alert -> alert.transitions() == member.transitions() ? alert : member.judgedUpTo(alert.judgedAt()))
                .orElse(member);
    }

    private Set<Target> waiting(long group) {
        return onTheirWay.values().stream()
                .filter(delivery -> delivery.group == group)
                .map(delivery -> delivery.pending.target())
                .collect(Collectors.toSet());
    }

    @Override
    public synchronized void decide(Collection<Decision> decisions) {
        for (Decision decision : decisions) {
            Group group = groups.get(decision.group().key());
            if (group == null || group.checks != decision.group().checks()) {
                throw new IllegalStateException(
                        "decided by another already: " + decision.group().key());
            }
        }
        decisions.forEach(this::decide);
    }

    private void decide(Decision decision) {
        GroupKey key = decision.group().key();
        if (decision.over()) {
            groups.remove(key);
            return;
        }
        Group group = Objects.requireNonNull(groups.get(key), "a decision is about a group that stands");
        group.nextCheck = decision.nextCheck();
        group.checks++;
        group.told.putAll(decision.told());
        group.hearing.putAll(decision.hearing());
        decision.settled().forEach(group.members::remove);
        group.hearing.keySet().retainAll(group.members.keySet());
        for (Plan plan : decision.plans()) {
            if (group.thread == null) {
                group.thread = plan.notification().group().thread();
            }
            for (Target target : plan.targets()) {
                var pending = new Pending(plan.notification(), target, 0, "");
                var delivery = new OnItsWay(
                        group.id,
                        plan,
                        rules.get(),
                        pending,
                        plan.notification().at());
                onTheirWay.put(new DeliveryKey(plan.notification().dedupKey(), target), delivery);
            }
        }
    }

    @Override
    public synchronized List<Pending> dueDeliveries(Instant now, Set<String> busy, int limit) {
        return onTheirWay.values().stream()
                .filter(delivery -> !delivery.next.isAfter(now))
                .filter(delivery -> !busy.contains(delivery.pending.target().lane()))
                .sorted(Comparator.comparing((OnItsWay delivery) -> delivery.pending.attempts())
                        .thenComparing(OnItsWay::decidedAt)
                        .thenComparing(delivery -> delivery.plan.notification().dedupKey()))
                .limit(limit)
                .map(OnItsWay::pending)
                .toList();
    }

    @Override
    public synchronized void record(Collection<Settled> settled, Instant now) {
        settled.forEach(one -> record(one.pending(), one.delivery(), now));
    }

    private void record(Pending pending, Delivery delivery, Instant now) {
        var key = new DeliveryKey(pending.notification().dedupKey(), pending.target());
        OnItsWay sent = onTheirWay.remove(key);
        if (sent == null) {
            return;
        }
        if (delivery instanceof Delivery.RetryAt retry) {
            var again = new Pending(
                    pending.notification(),
                    pending.target(),
                    pending.attempts() + (retry.tried() ? 1 : 0),
                    retry.why());
            onTheirWay.put(key, new OnItsWay(sent.group, sent.plan, sent.rules, again, retry.when()));
            return;
        }
        if (delivery instanceof Delivery.Held back) {
            held.add(new HeldBack(sent, back.until()));
        } else {
            sendings.add(noted(sent, delivery, now));
        }
        if (delivery instanceof Delivery.GivenUp givenUp) {
            givenUps.add(new GivenUpAt(
                    now,
                    new Unaccepted(
                            pending.notification().group().receiver(),
                            pending.target(),
                            pending.notification().at(),
                            pending.attempts() + 1,
                            givenUp.why(),
                            true)));
            if (!givenUp.refused()) {
                return;
            }
        }
        Stream<Group> its = groups.values().stream().filter(group -> group.id == sent.group);
        for (Group group : new ArrayList<>(its.toList())) {
            group.told.merge(
                    pending.target(),
                    after(Told.NOTHING, sent.plan, delivery, now),
                    (told, unused) -> after(told, sent.plan, delivery, now));
            if (isOver(group)) {
                groups.remove(group.key);
            }
        }
    }

    private static Noted noted(OnItsWay sent, Delivery delivery, Instant now) {
        Notification notification = sent.plan.notification();
        Delivery.Sent accepted = delivery instanceof Delivery.Sent one ? one : new Delivery.Sent();
        var sending = new Sending(
                now,
                delivery instanceof Delivery.Sent,
                notification.dedupKey(),
                notification.group(),
                sent.pending.target(),
                notification.reason(),
                notification.at(),
                sent.pending.attempts() + 1,
                sent.rules,
                accepted.messageId(),
                delivery instanceof Delivery.GivenUp givenUp ? givenUp.why() : accepted.answer());
        return new Noted(sending, alertsOf(sent.plan));
    }

    private static Set<String> alertsOf(Plan plan) {
        return Stream.concat(
                        plan.firing().stream(),
                        plan.notification().alerts().stream().map(Alert::fingerprint))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Told after(Told told, Plan plan, Delivery delivery, Instant now) {
        return delivery instanceof Delivery.Sent || delivery instanceof Delivery.Held
                ? told.accepted(plan.notification().reason(), plan.firing(), plan.remarks(), now)
                : told.refused(plan.content(), now);
    }

    private boolean isOver(Group group) {
        return group.members.values().stream().noneMatch(alert -> alert.state() == AlertState.FIRING)
                && group.told.values().stream().allMatch(told -> told.firing().isEmpty())
                && waiting(group.id).isEmpty();
    }

    @Override
    public synchronized int acceptedSince(Target target, Instant since) {
        return (int) sendings.stream()
                .map(Noted::sending)
                .filter(one -> one.accepted()
                        && one.target().equals(target)
                        && !one.at().isBefore(since))
                .count();
    }

    @Override
    public synchronized List<Pending> heldUntil(Instant now) {
        return held.stream()
                .filter(one -> !one.until().isAfter(now))
                .map(one -> one.delivery().pending())
                .toList();
    }

    @Override
    public synchronized void digest(Notification digest, Collection<Pending> told) {
        if (!held.removeIf(one -> told.contains(one.delivery().pending()))) {
            throw new IllegalStateException("made already: " + digest);
        }
        Target target = told.iterator().next().target();
        var plan = new Plan(digest, digest.news(), Set.of(), "", List.of(target));
        onTheirWay.put(
                new DeliveryKey(digest.dedupKey(), target),
                new OnItsWay(0, plan, rules.get(), new Pending(digest, target, 0, ""), digest.at()));
    }

    @Override
    public boolean claim(Pending pending, Instant now) {
        return true; // nobody else has this memory
    }

    @Override
    public synchronized List<Sending> sendings(Sending.Wanted wanted) {
        var newestFirst = new ArrayList<>(sendings);
        Collections.reverse(newestFirst);
        return newestFirst.stream()
                .filter(one -> !one.sending().at().isBefore(wanted.since()))
                .filter(one -> wanted.alert().map(one.alerts()::contains).orElse(true))
                .filter(one -> wanted.address()
                        .map(one.sending().target().address()::equals)
                        .orElse(true))
                .map(Noted::sending)
                .limit(wanted.limit())
                .toList();
    }

    @Override
    public synchronized Whereabouts whereabouts(String fingerprint) {
        List<Whereabouts.InGroup> in = groups.values().stream()
                .filter(group -> group.members.containsKey(fingerprint))
                .map(group ->
                        new Whereabouts.InGroup(group.key, group.nextCheck, group.checks, audience(group, fingerprint)))
                .toList();
        List<Whereabouts.OnItsWay> outbox = Stream.concat(
                        onTheirWay.values().stream().map(one -> new HeldBack(one, Instant.MAX)), held.stream())
                .filter(one -> alertsOf(one.delivery().plan).contains(fingerprint))
                .map(one -> outbox(one.delivery(), one.until()))
                .toList();
        return new Whereabouts(in, outbox);
    }

    /** @param until the end of time for what is not held */
    private static Whereabouts.OnItsWay outbox(OnItsWay delivery, Instant until) {
        boolean isHeld = until.isBefore(Instant.MAX);
        return new Whereabouts.OnItsWay(
                delivery.pending.notification().group().receiver(),
                delivery.pending.target(),
                delivery.pending.notification().reason(),
                delivery.decidedAt(),
                delivery.pending.attempts(),
                isHeld ? until : delivery.next,
                delivery.pending.lastError(),
                isHeld);
    }

    private static List<Whereabouts.Knows> audience(Group group, String fingerprint) {
        return group.told.entrySet().stream()
                .sorted(Comparator.comparing(entry -> entry.getKey().toString()))
                .map(entry -> new Whereabouts.Knows(
                        entry.getKey(),
                        entry.getValue().firing().contains(fingerprint),
                        Optional.ofNullable(entry.getValue().acceptedAt()),
                        Optional.ofNullable(entry.getValue().refusedAt())))
                .toList();
    }

    @Override
    public synchronized void dropSendingsBefore(Instant before) {
        sendings.removeIf(one -> one.sending().at().isBefore(before));
    }

    @Override
    public synchronized long outboxPending() {
        return onTheirWay.size();
    }

    @Override
    public synchronized Optional<Instant> oldestPendingAt() {
        return onTheirWay.values().stream().map(OnItsWay::decidedAt).min(Comparator.naturalOrder());
    }

    @Override
    public synchronized List<Unaccepted> unaccepted(Instant since) {
        Stream<Unaccepted> failing = onTheirWay.values().stream()
                .filter(delivery -> delivery.pending.attempts() > 0)
                .map(delivery -> new Unaccepted(
                        delivery.pending.notification().group().receiver(),
                        delivery.pending.target(),
                        delivery.decidedAt(),
                        delivery.pending.attempts(),
                        delivery.pending.lastError(),
                        false));
        return Stream.concat(
                        givenUps.stream()
                                .filter(one -> !one.at().isBefore(since))
                                .map(GivenUpAt::unaccepted),
                        failing)
                .sorted(Comparator.comparing(Unaccepted::decidedAt))
                .toList();
    }

    @Override
    public synchronized void dropBefore(Instant before) {
        givenUps.removeIf(one -> one.unaccepted().decidedAt().isBefore(before));
    }

    /** The groups that stand, for tests and for people who look. */
    public synchronized Set<GroupKey> groups() {
        return new LinkedHashSet<>(groups.keySet());
    }
}
