package dev.bellwether.notify;

import dev.bellwether.alert.Alert;
import dev.bellwether.alert.AlertState;
import dev.bellwether.alert.Alerts;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the Alertmanagers among the receivers up to date, as Prometheus does: what fires and is routed to one is posted
 * at once and every minute again, with an end four minutes ahead; what is over is posted for five minutes more. What one
 * of them misses it learns at the next minute, so nothing needs to be stored. One thread at a time.
 */
public final class AlertmanagerPush {

    static final Duration AGAIN = Duration.ofMinutes(1);
    static final Duration VALID = AGAIN.multipliedBy(4);
    static final Duration KEEP_RESOLVED = Duration.ofMinutes(5);

    private static final Logger log = LoggerFactory.getLogger(AlertmanagerPush.class);
    private static final int AT_A_TIME = 256;

    private final Alerts alerts;
    private final Supplier<RoutingTree> trees;
    private final NotifyListener listener;
    private final Map<String, Map<String, Posted>> postedTo = new HashMap<>();
    private final Map<String, String> lastTrouble = new HashMap<>();

    /** @param goneAt when it was first seen not to fire any more; null while it fires */
    private record Posted(Alert alert, Instant at, @Nullable Instant goneAt) {}

    private record Destination(String receiver, AlertmanagerNotifier notifier) {}

    public AlertmanagerPush(Alerts alerts, Supplier<RoutingTree> trees, NotifyListener listener) {
        this.alerts = alerts;
        this.trees = trees;
        this.listener = listener;
    }

    /** Posts what is due. Safe to call at any time. */
    public void push(Instant now) {
        RoutingTree tree = trees.get();
        Map<String, Destination> destinations = destinations(tree);
        postedTo.keySet().retainAll(destinations.keySet());
        if (destinations.isEmpty()) {
            return;
        }
        Map<String, Map<String, Alert>> firing = firing(tree);
        destinations.forEach((name, destination) -> push(name, destination, firing.getOrDefault(name, Map.of()), now));
    }

    private static Map<String, Destination> destinations(RoutingTree tree) {
        var found = new LinkedHashMap<String, Destination>();
        for (Receiver receiver : tree.receivers().values()) {
            for (Notifier notifier : receiver.notifiers()) {
                if (notifier instanceof AlertmanagerNotifier alertmanager) {
                    found.putIfAbsent(alertmanager.name(), new Destination(receiver.name(), alertmanager));
                }
            }
        }
        return found;
    }

    /** By destination and fingerprint. */
    private Map<String, Map<String, Alert>> firing(RoutingTree tree) {
        var firing = new HashMap<String, Map<String, Alert>>();
        for (Alert alert : alerts.active()) {
            if (alert.state() == AlertState.FIRING) {
                for (Route route : tree.routesOf(RoutingTree.routingLabels(alert))) {
                    for (Notifier notifier : tree.receiver(route).notifiers()) {
                        if (notifier instanceof AlertmanagerNotifier alertmanager) {
                            firing.computeIfAbsent(alertmanager.name(), name -> new LinkedHashMap<>())
                                    .put(alert.fingerprint(), alert);
                        }
                    }
                }
            }
        }
        return firing;
    }

    private void push(String name, Destination destination, Map<String, Alert> firing, Instant now) {
        Map<String, Posted> posted = postedTo.computeIfAbsent(name, first -> new LinkedHashMap<>());
        posted.values().removeIf(one -> {
            Instant goneAt = one.goneAt();
            return goneAt != null && now.isAfter(goneAt.plus(KEEP_RESOLVED));
        });
        var due = new ArrayList<Posted>();
        firing.forEach((fingerprint, alert) -> {
            Posted before = posted.get(fingerprint);
            if (before == null || before.goneAt() != null || isDue(before, alert, now)) {
                due.add(new Posted(alert, now, null));
            }
        });
        for (Posted before : posted.values()) {
            if (!firing.containsKey(before.alert().fingerprint())) {
                Instant goneAt = before.goneAt();
                if (goneAt == null || !now.isBefore(before.at().plus(AGAIN))) {
                    due.add(new Posted(ended(before.alert()), now, goneAt == null ? now : goneAt));
                }
            }
        }
        for (int from = 0; from < due.size(); from += AT_A_TIME) {
            post(destination, due.subList(from, Math.min(due.size(), from + AT_A_TIME)), posted);
        }
    }

    private static boolean isDue(Posted before, Alert alert, Instant now) {
        boolean hasChanged = before.alert().transitions() != alert.transitions()
                || before.alert().severity() != alert.severity();
        return hasChanged || !now.isBefore(before.at().plus(AGAIN));
    }

    /** With the figures of its end, where they are still to be had. */
    private Alert ended(Alert before) {
        return alerts.find(before.fingerprint())
                .filter(alert -> alert.state() == AlertState.RESOLVED)
                .orElse(before);
    }

    private void post(Destination destination, List<Posted> some, Map<String, Posted> posted) {
        var ends = new LinkedHashMap<Alert, Instant>();
        some.forEach(one -> ends.put(one.alert(), endOf(one)));
        Optional<String> trouble = post(destination, ends);
        String name = destination.notifier().name();
        if (trouble.isEmpty()) {
            some.forEach(one -> posted.put(one.alert().fingerprint(), one));
            lastTrouble.remove(name);
            listener.sent(destination.receiver(), destination.notifier().integration());
            return;
        }
        listener.failed(destination.receiver(), destination.notifier().integration(), trouble.get());
        if (!trouble.get().equals(lastTrouble.put(name, trouble.get()))) {
            log.atWarn()
                    .addKeyValue("receiver", destination.receiver())
                    .addKeyValue("alertmanager", name)
                    .addKeyValue("why", trouble.get())
                    .log("alerts not accepted, will be posted again");
        }
    }

    private static Instant endOf(Posted one) {
        Instant goneAt = one.goneAt();
        return goneAt == null ? one.at().plus(VALID) : goneAt;
    }

    private static Optional<String> post(Destination destination, Map<Alert, Instant> ends) {
        try {
            HttpPost.Answer answer = destination.notifier().post(ends);
            return answer.isAccepted() ? Optional.empty() : Optional.of(answer.toString());
        } catch (IOException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }
}
