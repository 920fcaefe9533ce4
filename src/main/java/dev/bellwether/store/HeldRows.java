package dev.bellwether.store;

import dev.bellwether.notify.Decision.Plan;
import dev.bellwether.notify.Notification;
import dev.bellwether.notify.NotificationLog.Pending;
import dev.bellwether.notify.Target;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;

/** Deliveries that wait for a digest, and the digests. */
final class HeldRows {

    private static final int AT_A_TIME = 2_000;
    private static final long NO_GROUP = 0;

    private final JdbcTemplate jdbc;

    HeldRows(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    List<Pending> due(Instant now) {
        var notifications = new NotificationRows.Once();
        return jdbc.query("""
                select d.integration, d.address, d.attempts, d.last_error, n.* from delivery d
                join notification n on n.dedup_key = d.dedup_key
                where d.state = 'held' and d.next_at <= ?
                order by n.decided_at, n.dedup_key, d.integration, d.address limit ?""", (row, number) -> notifications.pending(row), SqlTime.of(now), AT_A_TIME);
    }

    /** Within the caller's transaction. */
    void tell(Notification digest, Collection<Pending> told, String rules) {
        int[] changed = jdbc.batchUpdate(
                """
                update delivery set state = 'digested', digest = ?
                where dedup_key = ? and integration = ? and address = ? and state = 'held'""",
                told.stream()
                        .map(one -> new Object[] {
                            digest.dedupKey(),
                            one.notification().dedupKey(),
                            one.target().integration(),
                            one.target().address()
                        })
                        .toList());
        if (Arrays.stream(changed).anyMatch(count -> count != 1)) {
            throw new IllegalStateException("another instance has made the digest " + digest.dedupKey());
        }
        Target target = told.iterator().next().target();
        var plan = new Plan(digest, digest.news(), Set.of(), "", List.of(target));
        jdbc.update(NotificationRows.INSERT_NOTIFICATION, NotificationRows.notification(NO_GROUP, plan, rules));
        jdbc.update(
                NotificationRows.INSERT_DELIVERY,
                digest.dedupKey(),
                target.integration(),
                target.address(),
                NO_GROUP,
                SqlTime.of(digest.at()));
    }
}
