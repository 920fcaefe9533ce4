package dev.bellwether.store;

import dev.bellwether.alert.AlertState;
import dev.bellwether.notify.GroupKey;
import dev.bellwether.notify.NotificationLog.Entry;
import dev.bellwether.notify.NotificationLog.Undispatched;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.jdbc.core.JdbcTemplate;

/** Takes transitions from the outbox and puts their alerts in groups. */
final class Membership {

    /** The alert is copied within the database, from the transition that brought it. */
    private static final String JOIN = """
            insert into group_member (group_id, fingerprint, number, state, alert)
            select t.group_id, t.fingerprint, t.number, 'firing',
                (select n.alert from transition n where n.id = t.transition)
            from unnest(cast(? as bigint array), cast(? as varchar array), cast(? as integer array),
                cast(? as bigint array)) as t (group_id, fingerprint, number, transition)""";

    private final JdbcTemplate jdbc;

    Membership(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    List<Undispatched> undispatched(int limit) {
        return jdbc.query(
                "select id, from_state, to_state, at, alert from transition where dispatched = false order by id limit ?",
                NotificationRows::undispatched,
                limit);
    }

    /** Within the caller's transaction. */
    void enter(List<Entry> entries) {
        markDispatched(entries);
        Map<String, Entry> latest = latestOfEach(entries);
        join(latest.values().stream()
                .filter(entry -> entry.alert().state() == AlertState.FIRING)
                .toList());
        end(latest.values().stream().filter(Entry::isEnd).toList());
        hurry(latest.values().stream().filter(Entry::isUrgent).toList());
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
            if (entry.alert().state() != AlertState.PENDING || entry.isEnd()) {
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
        var members = new ArrayList<Member>();
        for (Entry entry : firing) {
            for (GroupKey key : entry.groups().keySet()) {
                members.add(new Member(Objects.requireNonNull(ids.get(key.hash()), key::toString), entry));
            }
        }
        jdbc.batchUpdate(
                "delete from group_member where group_id = ? and fingerprint = ?",
                members.stream()
                        .map(member -> new Object[] {
                            member.group(), member.entry().alert().fingerprint()
                        })
                        .toList());
        jdbc.update(JOIN, statement -> new ColumnSetter<>(statement, members)
                .longs(Member::group)
                .texts(member -> member.entry().alert().fingerprint())
                .integers(member -> member.entry().alert().transitions())
                .longs(member -> member.entry().row().id()));
    }

    private record Member(long group, Entry entry) {}

    /** The rows of these groups by {@link GroupKey#hash}, made where there are none. Within the caller's transaction. */
    Map<String, Long> groups(Map<GroupKey, Instant> firstChecks) {
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
                "select id, key_hash from alert_group where key_hash = any(?) order by id for update",
                statement -> new ColumnSetter<>(statement, List.copyOf(keys)).texts(GroupKey::hash),
                row -> {
                    ids.put(row.getString("key_hash"), row.getLong("id"));
                });
        return ids;
    }

    private void end(List<Entry> resolved) {
        jdbc.batchUpdate(
                """
                update group_member set state = ?, number = ?, alert = (select t.alert from transition t where t.id = ?)
                where fingerprint = ?""",
                resolved.stream()
                        .map(entry -> new Object[] {
                            entry.alert().state().toString(),
                            entry.alert().transitions(),
                            entry.row().id(),
                            entry.alert().fingerprint()
                        })
                        .toList());
    }

    private void hurry(List<Entry> urgent) {
        jdbc.batchUpdate(
                """
                update alert_group set next_check = ? where checks > 0 and next_check > ?
                and exists (
                    select 1 from group_member m where m.group_id = alert_group.id and m.fingerprint = ?)""",
                urgent.stream()
                        .map(entry -> {
                            Object at =
                                    SqlTime.of(Collections.min(entry.groups().values()));
                            return new Object[] {at, at, entry.alert().fingerprint()};
                        })
                        .toList());
    }
}
