package dev.bellwether.notify;

import dev.bellwether.alert.Alert;
import dev.bellwether.alert.AlertState;
import dev.bellwether.alert.Cause;
import dev.bellwether.kpi.Labels;
import dev.bellwether.mute.Muter;
import dev.bellwether.mute.Mutes;
import dev.bellwether.notify.GroupCheck.Audience;
import dev.bellwether.notify.NotificationLog.Entry;
import dev.bellwether.notify.NotificationLog.Undispatched;
import dev.bellwether.response.Acknowledgement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the outbox of transitions, puts alerts in groups, and decides for each group that is due what is to be sent.
 * It sends nothing itself: {@link Sender} does. One thread at a time.
 */
public final class Dispatcher {

    private static final Logger log = LoggerFactory.getLogger(Dispatcher.class);

    private static final int ROWS_AT_A_TIME = 1_000;
    private static final int GROUPS_AT_A_TIME = 250;
    private static final Duration NEXT_LOOK = Duration.ofSeconds(10);

    private final NotificationLog notificationLog;
    private final Supplier<RoutingTree> trees;
    private final Muter muter;
    private final Function<Instant, ? extends Collection<Acknowledgement>> acknowledgements;
    private final Supplier<List<Unsubscription>> unsubscribed;
    private final DueTimes dueTimes;
    private final NotifyListener listener;
    private final Regrouping regrouping;

    /** With a tree that stays. */
    public Dispatcher(
            NotificationLog notificationLog,
            RoutingTree tree,
            Muter muter,
            DueTimes dueTimes,
            NotifyListener listener) {
        this(notificationLog, () -> tree, muter, now -> List.of(), List::of, dueTimes, listener);
    }

    /**
     * @param trees the routing that is in force; another tree moves the groups it would have made otherwise
     * @param acknowledgements what people have taken over, as {@code Responses.standing} gives it
     * @param unsubscribed who wants no more mails of which receiver
     */
    public Dispatcher(
            NotificationLog notificationLog,
            Supplier<RoutingTree> trees,
            Muter muter,
            Function<Instant, ? extends Collection<Acknowledgement>> acknowledgements,
            Supplier<List<Unsubscription>> unsubscribed,
            DueTimes dueTimes,
            NotifyListener listener) {
        this.acknowledgements = acknowledgements;
        this.unsubscribed = unsubscribed;
        this.notificationLog = notificationLog;
        this.trees = trees;
        this.regrouping = new Regrouping(notificationLog);
        this.muter = muter;
        this.dueTimes = dueTimes;
        this.listener = listener;
    }

    /** Safe to call at any time, and again after it failed at any point. */
    public void dispatch(Instant now) {
        dispatch(now, () -> {});
    }

    /** @param planned called each time after something to be sent was stored; the rest is still being decided */
    public void dispatch(Instant now, Runnable planned) {
        RoutingTree tree = trees.get();
        regrouping.under(tree, now);
        enter(tree, now);
        decide(tree, now, planned);
    }

    private void enter(RoutingTree tree, Instant now) {
        List<Undispatched> rows;
        do {
            rows = notificationLog.undispatched(ROWS_AT_A_TIME);
            if (!rows.isEmpty()) {
                notificationLog.enter(
                        rows.stream().map(row -> entryOf(row, tree, now)).toList());
            }
        } while (rows.size() == ROWS_AT_A_TIME);
    }

    private Entry entryOf(Undispatched row, RoutingTree tree, Instant now) {
        Alert alert = row.transition().alert();
        if (row.transition().to() != AlertState.FIRING) {
            return new Entry(row, Map.of());
        }
        var groups = new LinkedHashMap<GroupKey, Instant>();
        Labels labels = RoutingTree.routingLabels(alert);
        for (Route route : tree.routesOf(labels)) {
            groups.put(route.groupOf(labels), firstCheck(row, route, now));
        }
        return new Entry(row, groups);
    }

    private Instant firstCheck(Undispatched row, Route route, Instant now) {
        if (row.transition().cause() == Cause.ESCALATED) {
            return now; // what becomes worse waits for nobody
        }
        Instant due =
                dueTimes.dueAt(row.transition().alert().kpi(), row.transition().at());
        // what fired while the service was down has waited long enough
        return due.plus(route.groupWait()).isBefore(now) ? now : now.plus(route.groupWait());
    }

    private void decide(RoutingTree tree, Instant now, Runnable planned) {
        List<AlertGroup> groups;
        do {
            groups = notificationLog.dueGroups(now, GROUPS_AT_A_TIME);
            if (!groups.isEmpty()) {
                var turn = new Turn(now, tree, muter.at(now), acknowledgementsByAlert(now), unsubscribed.get());
                List<Decision> decisions = groups.stream()
                        .flatMap(group -> decide(group, turn).stream())
                        .toList();
                notificationLog.decide(decisions);
                if (decisions.stream().anyMatch(decision -> !decision.plans().isEmpty())) {
                    planned.run();
                }
            }
        } while (groups.size() == GROUPS_AT_A_TIME);
    }

    /** What routes there are, what is muted, who has what and who has gone, read once for many groups. */
    private record Turn(
            Instant now,
            RoutingTree tree,
            Mutes mutes,
            Map<String, Acknowledgement> acknowledgements,
            List<Unsubscription> unsubscribed) {}

    private Map<String, Acknowledgement> acknowledgementsByAlert(Instant now) {
        return acknowledgements.apply(now).stream()
                .collect(Collectors.toMap(Acknowledgement::fingerprint, one -> one, (one, newer) -> newer));
    }

    private Optional<Decision> decide(AlertGroup group, Turn turn) {
        Instant now = turn.now();
        Regrouping.Outcome moved = regrouping.lookAgain(group, now);
        if (moved != Regrouping.Outcome.STAYS) {
            return moved == Regrouping.Outcome.MOVED ? Optional.empty() : Optional.of(unchanged(group, now, NEXT_LOOK));
        }
        Route route = turn.tree().route(group.key().route());
        try {
            return Optional.of(new GroupCheck(group, route, audiences(turn, route), now)
                    .decide(
                            alert -> isAudible(alert, turn, route),
                            alert -> dueTimes.isEvaluated(alert, now),
                            alert -> Optional.ofNullable(turn.acknowledgements().get(alert.fingerprint()))));
        } catch (RuntimeException e) {
            // one group that cannot be judged must not keep the others from their mails
            log.atError()
                    .addKeyValue("group", group.key())
                    .setCause(e)
                    .log("group cannot be checked, is tried again at its next check");
            return Optional.of(unchanged(group, now, route.groupInterval()));
        }
    }

    private static Decision unchanged(AlertGroup group, Instant now, Duration nextLook) {
        return new Decision(group, now.plus(nextLook), List.of(), Map.of(), Map.of(), Set.of(), false);
    }

    private static List<Audience> audiences(Turn turn, Route route) {
        RoutingTree tree = turn.tree();
        var audiences = new ArrayList<Audience>();
        audiences.add(new Audience(tree.receiver(route), Optional.empty(), turn.unsubscribed()));
        for (Route.Escalation rung : route.escalate()) {
            Receiver called = tree.receivers().get(rung.to());
            if (called != null) {
                audiences.add(new Audience(called, Optional.of(rung.after()), turn.unsubscribed()));
            }
        }
        return audiences;
    }

    private boolean isAudible(Alert alert, Turn turn, Route route) {
        var reasons = new ArrayList<>(turn.mutes().reasonsToMute(alert));
        turn.tree().reasonToMute(route, alert.labels(), turn.now()).ifPresent(reasons::add);
        reasons.forEach(muted -> listener.muted(alert.alertname(), muted.why()));
        return reasons.isEmpty();
    }
}
