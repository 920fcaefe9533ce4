package dev.bellwether.store;

import dev.bellwether.notify.AlertGroup;
import dev.bellwether.notify.GroupKey;
import dev.bellwether.notify.Target;
import dev.bellwether.notify.Told;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;

/** Moves alerts of a group to other groups, with what their targets know. Within the caller's transaction. */
final class Moves {

    private final JdbcTemplate jdbc;
    private final Membership membership;

    Moves(JdbcTemplate jdbc, Membership membership) {
        this.jdbc = jdbc;
        this.membership = membership;
    }

    void move(AlertGroup from, Map<String, Set<GroupKey>> moved, Instant now) {
        int taken = jdbc.update(
                "update alert_group set checks = checks + 1 where id = ? and checks = ?", from.id(), from.checks());
        if (taken != 1) {
            throw new IllegalStateException("another dispatcher has decided for group " + from.key());
        }
        var firstChecks = new LinkedHashMap<GroupKey, Instant>();
        var arriving = new LinkedHashMap<GroupKey, Set<String>>();
        moved.forEach((fingerprint, keys) -> keys.forEach(key -> {
            firstChecks.put(key, now);
            arriving.computeIfAbsent(key, first -> new HashSet<>()).add(fingerprint);
        }));
        Map<String, Long> ids = membership.groups(firstChecks);
        arriving.forEach((key, fingerprints) -> {
            long to = Objects.requireNonNull(ids.get(key.hash()), key::toString);
            from.thread()
                    .ifPresent(thread -> jdbc.update(
                            "update alert_group set thread = coalesce(thread, ?) where id = ?", thread, to));
            join(from.id(), to, fingerprints);
            pass(from.told(), to, fingerprints);
        });
        leave(from, moved.keySet());
    }

    private void join(long from, long to, Set<String> fingerprints) {
        jdbc.batchUpdate(
                """
                insert into group_member (group_id, fingerprint, number, state, alert)
                select ?, m.fingerprint, m.number, m.state, m.alert from group_member m
                where m.group_id = ? and m.fingerprint = ? and not exists (
                    select 1 from group_member there where there.group_id = ? and there.fingerprint = m.fingerprint)""",
                fingerprints.stream()
                        .map(fingerprint -> new Object[] {to, from, fingerprint, to})
                        .toList());
    }

    private void pass(Map<Target, Told> told, long to, Set<String> fingerprints) {
        var known = new HashMap<Target, Told>();
        jdbc.query(
                "select * from told where group_id = ?",
                row -> {
                    known.put(NotificationRows.target(row), NotificationRows.told(row));
                },
                to);
        var rows = new ArrayList<Object[]>();
        told.forEach((target, passed) -> {
            Told all = known.getOrDefault(target, Told.NOTHING).joinedBy(passed, fingerprints);
            rows.add(new Object[] {
                to,
                target.integration(),
                target.address(),
                NotificationRows.text(all.firing()),
                NotificationRows.text(all.remarks()),
                SqlTime.of(all.acceptedAt()),
                all.repeats(),
                all.refused(),
                SqlTime.of(all.refusedAt())
            });
        });
        jdbc.batchUpdate(
                "delete from told where group_id = ? and integration = ? and address = ?",
                rows.stream().map(row -> new Object[] {row[0], row[1], row[2]}).toList());
        jdbc.batchUpdate(
                "insert into told (group_id, integration, address, firing, remarks, accepted_at, repeats, refused,"
                        + " refused_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                rows);
    }

    private void leave(AlertGroup from, Set<String> fingerprints) {
        jdbc.batchUpdate(
                "delete from group_member where group_id = ? and fingerprint = ?",
                fingerprints.stream()
                        .map(fingerprint -> new Object[] {from.id(), fingerprint})
                        .toList());
        List<Object[]> rest = from.told().entrySet().stream()
                .map(told -> {
                    Told without = told.getValue().without(fingerprints);
                    return new Object[] {
                        NotificationRows.text(without.firing()),
                        NotificationRows.text(without.remarks()),
                        from.id(),
                        told.getKey().integration(),
                        told.getKey().address()
                    };
                })
                .toList();
        jdbc.batchUpdate(
                "update told set firing = ?, remarks = ? where group_id = ? and integration = ? and address = ?", rest);
        jdbc.update(
                "delete from alert_group where id = ?"
                        + " and not exists (select 1 from group_member m where m.group_id = alert_group.id)",
                from.id());
    }
}
