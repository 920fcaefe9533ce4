package dev.bellwether.notify;

import dev.bellwether.alert.Alert;
import dev.bellwether.kpi.Labels;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * All that a receiver needs to tell people of a group. Decided once and stored; sent again after a crash it is the same.
 *
 * @param dedupKey the same for the same notification, whatever happens in between
 * @param at when it was decided, to the second
 * @param alerts those worth showing, most important first, firing before resolved; perhaps not all
 * @param news fingerprints of the alerts among them that these targets have not been told of before
 * @param counts how many alerts there are in all
 */
public record Notification(
        String dedupKey,
        Group group,
        NotifyReason reason,
        Instant at,
        List<Alert> alerts,
        Set<String> news,
        Counts counts) {

    /** More are named by their number only. */
    public static final int MOST_ALERTS = 15;

    /**
     * Where it comes from.
     *
     * @param thread dedup key of the first notification of the group
     */
    public record Group(String receiver, String route, Labels labels, String thread) {}

    /** All alerts of the notification, shown or not. */
    public record Counts(int firing, int resolved) {
        public int all() {
            return firing + resolved;
        }
    }

    public Notification {
        alerts = List.copyOf(alerts);
        news = Set.copyOf(news);
        if (alerts.isEmpty()) {
            throw new IllegalArgumentException("a notification without alerts: " + group);
        }
    }

    /** Whether everything it tells of is over. */
    public boolean isAllResolved() {
        return counts.firing() == 0;
    }

    public boolean opensThread() {
        return dedupKey.equals(group.thread());
    }
}
