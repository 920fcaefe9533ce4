package dev.bellwether.store;

import dev.bellwether.notify.AlertGroup;
import dev.bellwether.notify.Decision;
import dev.bellwether.notify.Delivery;
import dev.bellwether.notify.GroupKey;
import dev.bellwether.notify.Notification;
import dev.bellwether.notify.NotificationLog;
import dev.bellwether.notify.Sending;
import dev.bellwether.notify.Target;
import dev.bellwether.notify.Whereabouts;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Groups, notifications and their deliveries in the tables of {@code V3__notifications.sql}, beside the outbox of
 * transitions. The SQL is the same for H2 and PostgreSQL.
 */
public final class JdbcNotificationLog implements NotificationLog {

    private static final String ACCEPTED = """
            when matched then update set
                firing = n.firing, remarks = n.remarks, accepted_at = n.settled_at, refused = null,
                refused_at = null, repeats = case when n.reason = 'repeat' then t.repeats + 1 else 0 end
            when not matched then insert (group_id, integration, address, firing, remarks, accepted_at)
                values (n.group_id, n.integration, n.address, n.firing, n.remarks, n.settled_at)""";

    private final JdbcTemplate jdbc;
    private final Transactions transactions;
    private final Membership membership;
    private final DueGroups dueGroups;
    private final Moves moves;
    private final SentRows sent;
    private final HeldRows heldRows;
    private final Supplier<String> rules;
    private final String instance;

    /** The only one on its database, for which the rules do not matter. */
    public JdbcNotificationLog(DataSource database) {
        this(database, () -> "", "");
    }

    /**
     * @param rules hash of the rules in force
     * @param instance a name that is this instance's alone, and the same after a restart
     */
    public JdbcNotificationLog(DataSource database, Supplier<String> rules, String instance) {
        this.rules = rules;
        this.instance = instance;
        this.jdbc = new JdbcTemplate(database);
        this.transactions = new Transactions(database);
        this.membership = new Membership(jdbc);
        this.dueGroups = new DueGroups(jdbc);
        this.moves = new Moves(jdbc, membership);
        this.sent = new SentRows(jdbc);
        this.heldRows = new HeldRows(jdbc);
    }

    @Override
    public List<Undispatched> undispatched(int limit) {
        return membership.undispatched(limit);
    }

    @Override
    public void enter(List<Entry> entries) {
        transactions.run(() -> membership.enter(entries));
    }

    @Override
    public List<AlertGroup> dueGroups(Instant now, int limit) {
        return dueGroups.read(now, limit);
    }

    @Override
    public List<AlertGroup> groupsAfter(long id, int limit) {
        return dueGroups.after(id, limit);
    }

    @Override
    public void move(AlertGroup from, Map<String, Set<GroupKey>> groups, Instant now) {
        transactions.run(() -> moves.move(from, groups, now));
    }

    @Override
    public void decide(Collection<Decision> decisions) {
        String rulesNow = rules.get();
        transactions.run(() -> {
            List<Decision> over = decisions.stream().filter(Decision::over).toList();
            List<Decision> going =
                    decisions.stream().filter(decision -> !decision.over()).toList();
            jdbc.batchUpdate(
                    "delete from alert_group where id = ? and checks = ?",
                    over.stream()
                            .map(decision -> new Object[] {
                                decision.group().id(), decision.group().checks()
                            })
                            .toList());
            expectChecked(
                    going,
                    jdbc.batchUpdate(
                            "update alert_group set next_check = ?, checks = checks + 1, thread = coalesce(thread, ?)"
                                    + " where id = ? and checks = ?",
                            going.stream().map(NotificationRows::nextCheck).toList()));
            jdbc.batchUpdate(
                    "update group_member set muted_at = ?, audible_since = ? where group_id = ? and fingerprint = ?",
                    going.stream().flatMap(NotificationRows::hearing).toList());
            jdbc.batchUpdate(
                    "delete from group_member where group_id = ? and fingerprint = ? and state <> 'firing'",
                    going.stream().flatMap(NotificationRows::settled).toList());
            jdbc.batchUpdate(
                    "update told set firing = ?, remarks = ? where group_id = ? and integration = ? and address = ?",
                    going.stream().flatMap(NotificationRows::toldSilently).toList());
            jdbc.batchUpdate(
                    NotificationRows.INSERT_NOTIFICATION,
                    going.stream()
                            .flatMap(decision -> NotificationRows.notifications(decision, rulesNow))
                            .toList());
            jdbc.batchUpdate(
                    NotificationRows.INSERT_DELIVERY,
                    going.stream().flatMap(NotificationRows::deliveries).toList());
        });
    }

    /** A group whose last mail was accepted meanwhile may be gone; nothing was planned for it. */
    private static void expectChecked(List<Decision> decisions, int[] changed) {
        for (int i = 0; i < changed.length; i++) {
            Decision decision = decisions.get(i);
            boolean mayBeOver =
                    decision.plans().isEmpty() && !decision.group().waiting().isEmpty();
            if (changed[i] != 1 && !mayBeOver) {
                throw new IllegalStateException("another dispatcher has decided for group "
                        + decision.group().key());
            }
        }
    }

    @Override
    public List<Pending> dueDeliveries(Instant now, Set<String> busy, int limit) {
        var notifications = new NotificationRows.Once();
        return jdbc.query(
                """
                select d.integration, d.address, d.attempts, d.last_error, n.* from delivery d
                join notification n on n.dedup_key = d.dedup_key
                where d.state = 'pending' and d.next_at <= ?
                    and not (case when d.integration = 'email' then 'email'
                        else d.integration || ' ' || d.address end = any(?))
                order by d.attempts, n.decided_at, n.dedup_key, d.integration, d.address limit ?""", (row, number) -> notifications.pending(row), SqlTime.of(now), busy.toArray(String[]::new), limit);
    }

    @Override
    public boolean claim(Pending pending, Instant now) {
        // by the clock of the database, the same for all who ask
        return jdbc.update(
                        """
                        update delivery set claimed_by = ?, claimed_until = current_timestamp + interval '5' minute
                        where dedup_key = ? and integration = ? and address = ? and state = 'pending' and attempts = ?
                            and (claimed_until is null or claimed_by = ? or claimed_until < current_timestamp)""",
                        instance,
                        pending.notification().dedupKey(),
                        pending.target().integration(),
                        pending.target().address(),
                        pending.attempts(),
                        instance)
                == 1;
    }

    @Override
    public void record(Collection<Settled> settled, Instant now) {
        transactions.run(() -> settled.forEach(one -> record(one.pending(), one.delivery(), now)));
    }

    private void record(Pending pending, Delivery delivery, Instant now) {
        if (delivery instanceof Delivery.RetryAt retry) {
            if (retry.tried()) {
                update(pending, "pending", retry.when(), retry.why(), null);
            } else {
                postpone(pending, retry.when());
            }
            return;
        } else if (delivery instanceof Delivery.Held held) {
            if (update(pending, "held", held.until(), held.why(), now)) {
                remember(pending, ACCEPTED);
            }
        } else if (delivery instanceof Delivery.GivenUp givenUp) {
            if (!update(pending, "given_up", now, givenUp.why(), now)) {
                return;
            }
            sent.note(pending, delivery, now);
            if (givenUp.refused()) {
                remember(pending, """
                        when matched then update set refused = n.content, refused_at = n.settled_at
                        when not matched then insert (group_id, integration, address, firing, refused, refused_at)
                            values (n.group_id, n.integration, n.address, '', n.content, n.settled_at)""");
            }
        } else if (update(pending, "accepted", now, "", now)) {
            sent.note(pending, delivery, now);
            remember(pending, ACCEPTED);
        }
        if (pending.notification().isAllResolved()) {
            removeGroupIfOver(pending);
        }
    }

    /** Whether it was still on its way. */
    private boolean update(Pending pending, String state, Instant nextAt, String error, @Nullable Instant settledAt) {
        return jdbc.update(
                        """
                        update delivery set state = ?, attempts = attempts + 1, next_at = ?, last_error = ?, settled_at = ?,
                            claimed_until = null
                        where dedup_key = ? and integration = ? and address = ? and state = 'pending'""",
                        state,
                        SqlTime.of(nextAt),
                        error,
                        SqlTime.of(settledAt),
                        pending.notification().dedupKey(),
                        pending.target().integration(),
                        pending.target().address())
                == 1;
    }

    /** It was not its turn. */
    private void postpone(Pending pending, Instant until) {
        jdbc.update(
                """
                update delivery set next_at = ?, claimed_until = null
                where dedup_key = ? and integration = ? and address = ? and state = 'pending'""",
                SqlTime.of(until),
                pending.notification().dedupKey(),
                pending.target().integration(),
                pending.target().address());
    }

    private void remember(Pending pending, String how) {
        jdbc.update(
                """
                merge into told t using (
                    select g.id as group_id, d.integration, d.address, n.firing, n.remarks, n.content, n.reason,
                        d.settled_at
                    from delivery d
                    join notification n on n.dedup_key = d.dedup_key
                    join alert_group g on g.id = n.group_id
                    where d.dedup_key = ? and d.integration = ? and d.address = ?) n
                on t.group_id = n.group_id and t.integration = n.integration and t.address = n.address
                """ + how,
                pending.notification().dedupKey(),
                pending.target().integration(),
                pending.target().address());
    }

    private void removeGroupIfOver(Pending pending) {
        String group = "select n.group_id from notification n where n.dedup_key = ?";
        String dedupKey = pending.notification().dedupKey();
        // the dispatcher may just put an alert in: wait for it, then look again with fresh eyes
        jdbc.queryForList("select id from alert_group where id = (" + group + ") for update", dedupKey);
        jdbc.update("delete from alert_group where id = (" + group + ") " + """
                and not exists (select 1 from group_member m where m.group_id = alert_group.id and m.state = 'firing')
                and not exists (select 1 from told t where t.group_id = alert_group.id and t.firing <> '')
                and not exists (
                    select 1 from delivery d where d.group_id = alert_group.id and d.state = 'pending')""", dedupKey);
    }

    @Override
    public int acceptedSince(Target target, Instant since) {
        Integer count = jdbc.queryForObject(
                "select count(*) from sending where address = ? and integration = ? and at >= ? and outcome = 'accepted'",
                Integer.class,
                target.address(),
                target.integration(),
                SqlTime.of(since));
        return count == null ? 0 : count;
    }

    @Override
    public List<Pending> heldUntil(Instant now) {
        return heldRows.due(now);
    }

    @Override
    public void digest(Notification digest, Collection<Pending> told) {
        transactions.run(() -> heldRows.tell(digest, told, rules.get()));
    }

    @Override
    public long outboxPending() {
        Long pending = jdbc.queryForObject("select count(*) from delivery where state = 'pending'", Long.class);
        return pending == null ? 0 : pending;
    }

    @Override
    public Optional<Instant> oldestPendingAt() {
        return jdbc.query("""
                        select n.decided_at from delivery d join notification n on n.dedup_key = d.dedup_key
                        where d.state = 'pending' order by n.decided_at limit 1""", (row, number) -> SqlTime.read(row, "decided_at")).stream()
                .findFirst();
    }

    @Override
    public List<Unaccepted> unaccepted(Instant since) {
        return jdbc.query("""
                select n.receiver, n.decided_at, d.* from delivery d join notification n on n.dedup_key = d.dedup_key
                where d.state = 'given_up' and d.settled_at >= ? or d.state = 'pending' and d.attempts > 0
                order by n.decided_at, d.integration, d.address""", NotificationRows::unaccepted, SqlTime.of(since));
    }

    @Override
    public List<Sending> sendings(Sending.Wanted wanted) {
        return sent.find(wanted);
    }

    @Override
    public Whereabouts whereabouts(String fingerprint) {
        return sent.whereabouts(fingerprint);
    }

    @Override
    public void dropSendingsBefore(Instant before) {
        transactions.run(() -> sent.dropBefore(before));
    }

    @Override
    public void dropBefore(Instant before) {
        transactions.run(() -> jdbc.update("""
                delete from notification where decided_at < ? and not exists (
                    select 1 from delivery d where d.dedup_key = notification.dedup_key and d.state in ('pending', 'held'))""", SqlTime.of(before)));
    }
}
