package dev.bellwether.store;

import dev.bellwether.alert.Alert;
import dev.bellwether.notify.AlertGroup;
import dev.bellwether.notify.GroupKey;
import dev.bellwether.notify.Hearing;
import dev.bellwether.notify.Target;
import dev.bellwether.notify.Told;
import java.sql.ResultSet;
import java.sql.SQLException;
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
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;

/** Reads the groups whose check is due, whole, in a few questions however many there are. */
final class DueGroups {

    private final JdbcTemplate jdbc;
    private final RowsByKey rows;

    DueGroups(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
        this.rows = new RowsByKey(jdbc);
    }

    List<AlertGroup> read(Instant now, int limit) {
        return read("next_check <= ? order by next_check, id limit ?", SqlTime.of(now), limit);
    }

    /** Due or not. */
    List<AlertGroup> after(long id, int limit) {
        return read("id > ? order by id limit ?", id, limit);
    }

    private List<AlertGroup> read(String which, @Nullable Object... arguments) {
        var due = new LinkedHashMap<Long, GroupRow>();
        jdbc.query(
                "select id, route, labels, checks, thread from alert_group where " + which,
                (RowCallbackHandler) row -> due.put(row.getLong("id"), GroupRow.read(row)),
                arguments);
        if (due.isEmpty()) {
            return List.of();
        }
        addMembers(due);
        // in this order: what is accepted between the two is then known as told, never sent twice
        eachOf(
                due,
                "select group_id, integration, address from delivery where group_id = any(?) and state = 'pending'",
                (group, row) -> group.waiting.add(NotificationRows.target(row)));
        eachOf(
                due,
                "select * from told where group_id = any(?)",
                (group, row) -> group.told.put(NotificationRows.target(row), NotificationRows.told(row)));
        return due.values().stream().map(GroupRow::group).toList();
    }

    private void addMembers(Map<Long, GroupRow> groups) {
        var numbers = new LinkedHashMap<Member, Integer>();
        eachOf(
                groups,
                "select group_id, fingerprint, number, muted_at, audible_since from group_member where group_id = any(?)",
                (group, row) -> {
                    Member member = Member.read(row);
                    numbers.put(member, row.getInt("number"));
                    NotificationRows.hearing(row).ifPresent(noted -> group.hearing.put(member.fingerprint(), noted));
                });
        Map<String, Alert> newest = newest(fingerprints(numbers.keySet()));
        var changed = new HashSet<Member>();
        numbers.forEach((member, number) -> {
            Alert alert = newest.get(member.fingerprint());
            if (alert != null && alert.transitions() == number) {
                member.in(groups).add(alert);
            } else {
                changed.add(member);
            }
        });
        asDispatched(changed)
                .forEach((member, alert) -> member.in(groups).add(judgedUpTo(newest.get(alert.fingerprint()), alert)));
    }

    private record Member(long group, String fingerprint) {
        static Member read(ResultSet row) throws SQLException {
            return new Member(row.getLong("group_id"), row.getString("fingerprint"));
        }

        List<Alert> in(Map<Long, GroupRow> groups) {
            return Objects.requireNonNull(groups.get(group)).members;
        }
    }

    private static List<String> fingerprints(Collection<Member> members) {
        return members.stream().map(Member::fingerprint).distinct().toList();
    }

    private Map<String, Alert> newest(List<String> fingerprints) {
        return rows.query("select * from alert where fingerprint in (%s)", fingerprints, JdbcAlerts::alert).stream()
                .collect(Collectors.toMap(Alert::fingerprint, alert -> alert));
    }

    /** Whose state has changed again since, which the group has yet to hear of. */
    private Map<Member, Alert> asDispatched(Set<Member> members) {
        var alerts = new HashMap<Member, Alert>();
        rows.query(
                "select group_id, fingerprint, alert from group_member where fingerprint in (%s)",
                fingerprints(members), (row, number) -> {
                    Member member = Member.read(row);
                    if (members.contains(member)) {
                        alerts.put(member, AlertJson.read(row.getString("alert")));
                    }
                    return member;
                });
        return alerts;
    }

    /** Somebody has looked at it since, else it had not changed. */
    private static Alert judgedUpTo(@Nullable Alert newest, Alert dispatched) {
        return newest == null ? dispatched : dispatched.judgedUpTo(newest.judgedAt());
    }

    private interface RowOfGroup {
        void read(GroupRow group, ResultSet row) throws SQLException;
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
        private final Map<String, Hearing> hearing = new HashMap<>();
        private final Map<Target, Told> told = new HashMap<>();
        private final Set<Target> waiting = new HashSet<>();

        private GroupRow(long id, GroupKey key, int checks, Optional<String> thread) {
            this.id = id;
            this.key = key;
            this.checks = checks;
            this.thread = thread;
        }

        static GroupRow read(ResultSet row) throws SQLException {
            return new GroupRow(
                    row.getLong("id"),
                    new GroupKey(row.getString("route"), LabelsJson.read(row.getString("labels"))),
                    row.getInt("checks"),
                    Optional.ofNullable(row.getString("thread")));
        }

        AlertGroup group() {
            return new AlertGroup(id, key, checks, thread, members, hearing, told, waiting);
        }
    }
}
