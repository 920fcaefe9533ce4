package dev.bellwether.store;

import dev.bellwether.notify.Delivery;
import dev.bellwether.notify.GroupKey;
import dev.bellwether.notify.NotificationLog.Pending;
import dev.bellwether.notify.NotifyReason;
import dev.bellwether.notify.Sending;
import dev.bellwether.notify.Whereabouts;
import dev.bellwether.notify.Whereabouts.InGroup;
import dev.bellwether.notify.Whereabouts.Knows;
import dev.bellwether.notify.Whereabouts.OnItsWay;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;

/** What was sent, and how far is what was not: for people who look. */
final class SentRows {

    private final JdbcTemplate jdbc;

    SentRows(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Notes that a delivery has come to its end. Within the caller's transaction. */
    void note(Pending pending, Delivery delivery, Instant now) {
        boolean accepted = delivery instanceof Delivery.Sent;
        Delivery.Sent sent = delivery instanceof Delivery.Sent one ? one : new Delivery.Sent();
        String answer = delivery instanceof Delivery.GivenUp givenUp ? givenUp.why() : sent.answer();
        List<String> shown = pending.notification().alerts().stream()
                .map(alert -> alert.fingerprint())
                .toList();
        jdbc.update(
                """
                insert into sending (at, outcome, dedup_key, receiver, route, labels, thread, integration, address, reason,
                    decided_at, attempts, rules, message_id, answer, alerts)
                select ?, ?, n.dedup_key, n.receiver, n.route, n.labels, n.thread, d.integration, d.address, n.reason,
                    n.decided_at, d.attempts, n.rules, ?, ?, ',' || n.firing || cast(? as varchar)
                from delivery d join notification n on n.dedup_key = d.dedup_key
                where d.dedup_key = ? and d.integration = ? and d.address = ?""",
                SqlTime.of(now),
                accepted ? "accepted" : "given_up",
                sent.messageId(),
                answer,
                "," + NotificationRows.text(shown) + ",",
                pending.notification().dedupKey(),
                pending.target().integration(),
                pending.target().address());
    }

    List<Sending> find(Sending.Wanted wanted) {
        var arguments = new ArrayList<Object>();
        var sql = new StringBuilder("select * from sending where at >= ?");
        arguments.add(SqlTime.of(wanted.since()));
        wanted.alert().ifPresent(fingerprint -> {
            sql.append(" and position(cast(? as varchar) in alerts) > 0");
            arguments.add("," + fingerprint + ",");
        });
        wanted.address().ifPresent(address -> {
            sql.append(" and address = ?");
            arguments.add(address);
        });
        sql.append(" order by id desc limit ?");
        arguments.add(wanted.limit());
        return jdbc.query(sql.toString(), SentRows::sending, arguments.toArray());
    }

    private static Sending sending(ResultSet row, int number) throws SQLException {
        return new Sending(
                SqlTime.read(row, "at"),
                row.getString("outcome").equals("accepted"),
                row.getString("dedup_key"),
                NotificationRows.group(row),
                NotificationRows.target(row),
                AlertJson.oneOf(NotifyReason.class, row.getString("reason")),
                SqlTime.read(row, "decided_at"),
                row.getInt("attempts"),
                row.getString("rules"),
                row.getString("message_id"),
                row.getString("answer"));
    }

    void dropBefore(Instant before) {
        jdbc.update("delete from sending where at < ?", SqlTime.of(before));
    }

    Whereabouts whereabouts(String fingerprint) {
        List<InGroup> groups = jdbc.query(
                """
                select g.id, g.route, g.labels, g.next_check, g.checks from alert_group g
                join group_member m on m.group_id = g.id where m.fingerprint = ? order by g.id""",
                (row, number) -> new InGroup(
                        new GroupKey(row.getString("route"), LabelsJson.read(row.getString("labels"))),
                        SqlTime.read(row, "next_check"),
                        row.getInt("checks"),
                        audience(row.getLong("id"), fingerprint)),
                fingerprint);
        List<OnItsWay> outbox = jdbc.query("""
                select n.receiver, n.reason, n.decided_at, d.* from delivery d
                join notification n on n.dedup_key = d.dedup_key
                where d.state in ('pending', 'held')
                    and (position(cast(? as varchar) in n.firing) > 0 or position(cast(? as varchar) in n.alerts) > 0)
                order by n.decided_at, d.integration, d.address""", SentRows::onItsWay, fingerprint, fingerprint);
        return new Whereabouts(groups, outbox);
    }

    private List<Knows> audience(long group, String fingerprint) {
        return jdbc.query(
                "select * from told where group_id = ? order by integration, address",
                (row, number) -> {
                    var told = NotificationRows.told(row);
                    return new Knows(
                            NotificationRows.target(row),
                            told.firing().contains(fingerprint),
                            Optional.ofNullable(told.acceptedAt()),
                            Optional.ofNullable(told.refusedAt()));
                },
                group);
    }

    private static OnItsWay onItsWay(ResultSet row, int number) throws SQLException {
        return new OnItsWay(
                row.getString("receiver"),
                NotificationRows.target(row),
                AlertJson.oneOf(NotifyReason.class, row.getString("reason")),
                SqlTime.read(row, "decided_at"),
                row.getInt("attempts"),
                SqlTime.read(row, "next_at"),
                row.getString("last_error"),
                row.getString("state").equals("held"));
    }
}
