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
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;

/** Reads the groups whose check is due, whole, in a few questions however many there are. */
final class DueGroups {

    private final JdbcTemplate jdbc;

    DueGroups(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
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
        eachOf(due, """
                select m.group_id, m.fingerprint as member, m.muted_at, m.audible_since,
                    case when a.fingerprint is null then m.alert end as as_dispatched, a.*
                from group_member m
                left join alert a on a.fingerprint = m.fingerprint and a.transitions = m.number
                where m.group_id = any(?)""", (group, row) -> {
            group.members.add(NotificationRows.newest(row));
            Optional<Hearing> noted = NotificationRows.hearing(row);
            if (noted.isPresent()) {
                group.hearing.put(row.getString("member"), noted.get());
            }
        });
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
