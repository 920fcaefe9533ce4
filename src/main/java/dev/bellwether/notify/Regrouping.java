package dev.bellwether.notify;

import dev.bellwether.alert.Alert;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves alerts when another routing tree is in force: those that stand in a group where the new tree would not put them
 * go where it does, with what targets were told of them, so that nobody is told the same twice because of a reload.
 *
 * <p>A group with notifications on their way is moved when these have arrived or were given up; until then it is quiet.
 */
final class Regrouping {

    /** What became of a group. */
    enum Outcome {
        /** All its alerts are where they belong. */
        STAYS,
        /** Some do not, and something is on its way to their targets. */
        WAITS,
        /** It is not as it was, and may be gone. */
        MOVED
    }

    private static final Logger log = LoggerFactory.getLogger(Regrouping.class);
    private static final int GROUPS_AT_A_TIME = 250;

    private final NotificationLog notificationLog;
    private final Set<Long> waiting = new HashSet<>();
    private @Nullable RoutingTree tree;

    Regrouping(NotificationLog notificationLog) {
        this.notificationLog = notificationLog;
    }

    /** Looks at all groups when the tree is another than at the last call, and at the first. */
    void under(RoutingTree current, Instant now) {
        if (current == tree) {
            return;
        }
        waiting.clear();
        long last = Long.MIN_VALUE;
        List<AlertGroup> groups;
        do {
            groups = notificationLog.groupsAfter(last, GROUPS_AT_A_TIME);
            for (AlertGroup group : groups) {
                last = group.id();
                move(group, current, now);
            }
        } while (groups.size() == GROUPS_AT_A_TIME);
        tree = current;
    }

    /** Moves what could not be moved before, when the group has nothing on its way any more. */
    Outcome lookAgain(AlertGroup group, Instant now) {
        return tree == null || !waiting.contains(group.id()) ? Outcome.STAYS : move(group, tree, now);
    }

    private Outcome move(AlertGroup group, RoutingTree current, Instant now) {
        var moved = new LinkedHashMap<String, Set<GroupKey>>();
        for (Alert alert : group.members()) {
            Set<GroupKey> groups = current.groupsOf(alert);
            if (!groups.contains(group.key())) {
                moved.put(alert.fingerprint(), groups);
            }
        }
        if (moved.isEmpty()) {
            waiting.remove(group.id());
            return Outcome.STAYS;
        }
        if (!group.waiting().isEmpty()) {
            waiting.add(group.id());
            return Outcome.WAITS;
        }
        waiting.remove(group.id());
        notificationLog.move(group, Map.copyOf(moved), now);
        log.atInfo()
                .addKeyValue("group", group.key())
                .addKeyValue("alerts", moved.size())
                .log("alerts go by another route now");
        return Outcome.MOVED;
    }
}
