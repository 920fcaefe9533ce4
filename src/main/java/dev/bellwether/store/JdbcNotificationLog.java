package dev.bellwether.store;

import dev.bellwether.alert.Alert;
import dev.bellwether.alert.AlertState;
import dev.bellwether.notify.AlertGroup;
import dev.bellwether.notify.Decision;
import dev.bellwether.notify.Delivery;
import dev.bellwether.notify.GroupKey;
import dev.bellwether.notify.NotificationLog;
import dev.bellwether.notify.Target;
import dev.bellwether.notify.Told;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;

/**
 * Groups, notifications and their deliveries in the tables of {@code V3__notifications.sql}, beside the outbox of
 * transitions. The SQL is the same for H2 and PostgreSQL.
 */
public final class JdbcNotificationLog implements NotificationLog {

    private final JdbcTemplate jdbc;
    private final Transactions transactions;

    public JdbcNotificationLog(DataSource database) {
        this.jdbc = new JdbcTemplate(database);
        this.transactions = new Transactions(database);
    }

    @Override
    public List<Undispatched> undispatched(int limit) {
        return jdbc.query(
                "select id, from_state, to_state, at, alert from transition where dispatched = false order by id limit ?",
                NotificationRows::undispatched,
                limit);
    }

    @Override
    public void enter(List<Entry> entries) {
        transactions.run(() -> {
            markDispatched(entries);
            Map<String, Entry> latest = latestOfEach(entries);
            join(latest.values().stream()
                    .filter(entry -> entry.alert().state() == AlertState.FIRING)
                    .toList());
            end(latest.values().stream()
                    .filter(entry -> entry.alert().state() == AlertState.RESOLVED)
                    .toList());
        });
    }

    private void markDispatched(List<Entry> entries) {
        int marked = jdbc.update(
                "update transition set dispatched = true where id = any(?) and dispatched = false",
                statement -> statement.setArray(
                        1,
                        statement
                                .getConnection()
                                .createArrayOf(
                                        "bigint",
                                        entries.stream()
                                                .map(entry -> entry.row().id())
                                                .toArray(Long[]::new))));
        if (marked != entries.size()) {
            throw new IllegalStateException("another dispatcher has taken transitions from the outbox");
        }
    }

    /** What fired and ended before anybody looked has only ended; pending says nothing to groups. */
    private static Map<String, Entry> latestOfEach(List<Entry> entries) {
        var latest = new LinkedHashMap<String, Entry>();
        for (Entry entry : entries) {
            if (entry.alert().state() != AlertState.PENDING) {
                latest.put(entry.alert().fingerprint(), entry);
            }
        }
        return latest;
    }

    private void join(List<Entry> firing) {
        var firstChecks = new LinkedHashMap<GroupKey, Instant>();
        for (Entry entry : firing) {
            entry.groups()
                    .forEach((key, check) ->
                            firstChecks.merge(key, check, (one, other) -> one.isBefore(other) ? one : other));
        }
        if (firstChecks.isEmpty()) {
            return;
        }
        Map<String, Long> ids = groups(firstChecks);
        var members = new ArrayList<Object[]>();
        for (Entry entry : firing) {
            String alert = AlertJson.write(entry.alert());
            for (GroupKey key : entry.groups().keySet()) {
                members.add(new Object[] {
                    ids.get(key.hash()),
                    entry.alert().fingerprint(),
                    entry.alert().transitions(),
                    alert
                });
            }
        }
        jdbc.batchUpdate(
                "delete from group_member where group_id = ? and fingerprint = ?",
                members.stream().map(row -> new Object[] {row[0], row[1]}).toList());
        jdbc.batchUpdate(
                "insert into group_member (group_id, fingerprint, number, state, alert) values (?, ?, ?, 'firing', ?)",
                members);
    }

    private Map<String, Long> groups(Map<GroupKey, Instant> firstChecks) {
        Map<String, Long> known = idsOf(firstChecks.keySet());
        var missing = new ArrayList<Object[]>();
        var sooner = new ArrayList<Object[]>();
        firstChecks.forEach((key, check) -> {
            Long id = known.get(key.hash());
            if (id == null) {
                missing.add(new Object[] {key.hash(), key.route(), LabelsJson.write(key.labels()), SqlTime.of(check)});
            } else {
                sooner.add(new Object[] {SqlTime.of(check), id, SqlTime.of(check)});
            }
        });
        jdbc.batchUpdate(
                "update alert_group set next_check = ? where id = ? and checks = 0 and next_check > ?", sooner);
        if (missing.isEmpty()) {
            return known;
        }
        jdbc.batchUpdate("insert into alert_group (key_hash, route, labels, next_check) values (?, ?, ?, ?)", missing);
        return idsOf(firstChecks.keySet());
    }

    private Map<String, Long> idsOf(Collection<GroupKey> keys) {
        var ids = new HashMap<String, Long>();
        jdbc.query(
                "select id, key_hash from alert_group where key_hash = any(?)",
                statement -> new ColumnSetter<>(statement, List.copyOf(keys)).texts(GroupKey::hash),
                row -> {
                    ids.put(row.getString("key_hash"), row.getLong("id"));
                });
        return ids;
    }

    private void end(List<Entry> resolved) {
        jdbc.batchUpdate(
                "update group_member set state = 'resolved', number = ?, alert = ? where fingerprint = ?",
                resolved.stream()
                        .map(Entry::alert)
                        .map(alert -> new Object[] {alert.transitions(), AlertJson.write(alert), alert.fingerprint()})
                        .toList());
    }

    @Override
    public List<AlertGroup> dueGroups(Instant now, int limit) {
        var due = new LinkedHashMap<Long, GroupRow>();
        jdbc.query(
                "select id, route, labels, checks, thread from alert_group where next_check <= ?"
                        + " order by next_check, id limit ?",
                (RowCallbackHandler) row -> due.put(row.getLong("id"), GroupRow.read(row)),
                SqlTime.of(now),
                limit);
        if (due.isEmpty()) {
            return List.of();
        }
        eachOf(due, """
                select m.group_id, m.alert as as_dispatched, a.* from group_member m
                left join alert a on a.fingerprint = m.fingerprint and a.transitions = m.number
                where m.group_id = any(?)""", (group, row) -> group.members.add(NotificationRows.newest(row)));
        eachOf(
                due,
                "select * from told where group_id = any(?)",
                (group, row) -> group.told.put(NotificationRows.target(row), NotificationRows.told(row)));
        eachOf(
                due,
                "select group_id, integration, address from delivery where group_id = any(?) and state = 'pending'",
                (group, row) -> group.waiting.add(NotificationRows.target(row)));
        return due.values().stream().map(GroupRow::group).toList();
    }

    private interface RowOfGroup {
        void read(GroupRow group, java.sql.ResultSet row) throws java.sql.SQLException;
    }

    private void eachOf(Map<Long, GroupRow> groups, String sql, RowOfGroup reader) {
        jdbc.query(
                sql,
                statement -> statement.setArray(
                        1,
                        statement
                                .getConnection()
                                .createArrayOf("bigint", groups.keySet().toArray(Long[]::new))),
                row -> {
                    reader.read(Objects.requireNonNull(groups.get(row.getLong("group_id"))), row);
                });
    }

    /** A group while its parts are read. */
    private static final class GroupRow {
        private final long id;
        private final GroupKey key;
        private final int checks;
        private final Optional<String> thread;
        private final List<Alert> members = new ArrayList<>();
        private final Map<Target, Told> told = new HashMap<>();
        private final Set<Target> waiting = new HashSet<>();

        private GroupRow(long id, GroupKey key, int checks, Optional<String> thread) {
            this.id = id;
            this.key = key;
            this.checks = checks;
            this.thread = thread;
        }

        static GroupRow read(java.sql.ResultSet row) throws java.sql.SQLException {
            return new GroupRow(
                    row.getLong("id"),
                    new GroupKey(row.getString("route"), LabelsJson.read(row.getString("labels"))),
                    row.getInt("checks"),
                    Optional.ofNullable(row.getString("thread")));
        }

        AlertGroup group() {
            return new AlertGroup(id, key, checks, thread, members, told, waiting);
        }
    }

    @Override
    public void decide(Collection<Decision> decisions) {
        transactions.run(() -> {
            List<Decision> over = decisions.stream().filter(Decision::over).toList();
            List<Decision> going =
                    decisions.stream().filter(decision -> !decision.over()).toList();
            expectOneEach(jdbc.batchUpdate(
                    "delete from alert_group where id = ? and checks = ?",
                    over.stream()
                            .map(decision -> new Object[] {
                                decision.group().id(), decision.group().checks()
                            })
                            .toList()));
            expectOneEach(jdbc.batchUpdate(
                    "update alert_group set next_check = ?, checks = checks + 1, thread = coalesce(thread, ?)"
                            + " where id = ? and checks = ?",
                    going.stream().map(NotificationRows::nextCheck).toList()));
            jdbc.batchUpdate(
                    "delete from group_member where group_id = ? and fingerprint = ? and state = 'resolved'",
                    going.stream().flatMap(NotificationRows::settled).toList());
            jdbc.batchUpdate(
                    "update told set firing = ? where group_id = ? and integration = ? and address = ?",
                    going.stream().flatMap(NotificationRows::toldSilently).toList());
            jdbc.batchUpdate(
                    """
                    insert into notification (dedup_key, group_id, receiver, route, labels, thread, reason, decided_at,
                        alerts, news, firing_count, resolved_count, firing, content)
                    values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""", going.stream().flatMap(NotificationRows::notifications).toList());
            jdbc.batchUpdate(
                    "insert into delivery (dedup_key, integration, address, group_id, next_at) values (?, ?, ?, ?, ?)",
                    going.stream().flatMap(NotificationRows::deliveries).toList());
        });
    }

    private static void expectOneEach(int[] changed) {
        for (int rows : changed) {
            if (rows != 1) {
                throw new IllegalStateException("another dispatcher has decided for a group");
            }
        }
    }

    @Override
    public List<Pending> dueDeliveries(Instant now, int limit) {
        var notifications = new NotificationRows.Once();
        return jdbc.query(
                """
                select d.integration, d.address, d.attempts, d.last_error, n.* from delivery d
                join notification n on n.dedup_key = d.dedup_key
                where d.state = 'pending' and d.next_at <= ?
                order by n.decided_at, n.dedup_key, d.integration, d.address limit ?""",
                (row, number) -> new Pending(
                        notifications.read(row),
                        NotificationRows.target(row),
                        row.getInt("attempts"),
                        row.getString("last_error")),
                SqlTime.of(now),
                limit);
    }

    @Override
    public void record(Collection<Settled> settled, Instant now) {
        transactions.run(() -> settled.forEach(one -> record(one.pending(), one.delivery(), now)));
    }

    private void record(Pending pending, Delivery delivery, Instant now) {
        if (delivery instanceof Delivery.RetryAt retry) {
            update(pending, "pending", retry.when(), retry.why(), null);
        } else if (delivery instanceof Delivery.GivenUp givenUp) {
            if (update(pending, "given_up", now, givenUp.why(), now) && givenUp.refused()) {
                remember(pending, """
                        when matched then update set refused = n.content, refused_at = n.settled_at
                        when not matched then insert (group_id, integration, address, firing, refused, refused_at)
                            values (n.group_id, n.integration, n.address, '', n.content, n.settled_at)""");
            }
        } else if (update(pending, "accepted", now, "", now)) {
            remember(pending, """
                    when matched then update set
                        firing = n.firing, accepted_at = n.settled_at, refused = null, refused_at = null
                    when not matched then insert (group_id, integration, address, firing, accepted_at)
                        values (n.group_id, n.integration, n.address, n.firing, n.settled_at)""");
        }
        if (pending.notification().isAllResolved()) {
            removeGroupIfOver(pending);
        }
    }

    /** Whether it was still on its way. */
    private boolean update(
            Pending pending,
            String state,
            Instant nextAt,
            String error,
            @org.jspecify.annotations.Nullable Instant settledAt) {
        return jdbc.update(
                        """
                        update delivery set state = ?, attempts = attempts + 1, next_at = ?, last_error = ?, settled_at = ?
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

    private void remember(Pending pending, String how) {
        jdbc.update(
                """
                merge into told t using (
                    select g.id as group_id, d.integration, d.address, n.firing, n.content, d.settled_at
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
        jdbc.update("""
                delete from alert_group where id = (select n.group_id from notification n where n.dedup_key = ?)
                and not exists (select 1 from group_member m where m.group_id = alert_group.id and m.state = 'firing')
                and not exists (select 1 from told t where t.group_id = alert_group.id and t.firing <> '')
                and not exists (
                    select 1 from delivery d where d.group_id = alert_group.id and d.state = 'pending')""", pending.notification().dedupKey());
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
    public void dropBefore(Instant before) {
        transactions.run(() -> jdbc.update("""
                delete from notification where decided_at < ? and not exists (
                    select 1 from delivery d where d.dedup_key = notification.dedup_key and d.state = 'pending')""", SqlTime.of(before)));
    }
}
