package dev.bellwether.store;

import dev.bellwether.alert.AlertState;
import dev.bellwether.alert.Transition;
import dev.bellwether.notify.Decision;
import dev.bellwether.notify.Decision.Plan;
import dev.bellwether.notify.Hearing;
import dev.bellwether.notify.Notification;
import dev.bellwether.notify.NotificationLog.Pending;
import dev.bellwether.notify.NotificationLog.Unaccepted;
import dev.bellwether.notify.NotificationLog.Undispatched;
import dev.bellwether.notify.NotifyReason;
import dev.bellwether.notify.Target;
import dev.bellwether.notify.Told;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Between the types of notify and the rows of its tables. */
final class NotificationRows {

    static final String INSERT_NOTIFICATION = """
            insert into notification (dedup_key, group_id, receiver, route, labels, thread, reason, decided_at,
                alerts, news, firing_count, resolved_count, firing, remarks, content, rules)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

    static final String INSERT_DELIVERY =
            "insert into delivery (dedup_key, integration, address, group_id, next_at) values (?, ?, ?, ?, ?)";

    private NotificationRows() {}

    static Undispatched undispatched(ResultSet row, int number) throws SQLException {
        String from = row.getString("from_state");
        return new Undispatched(
                row.getLong("id"),
                new Transition(
                        AlertJson.read(row.getString("alert")),
                        from == null ? null : AlertJson.oneOf(AlertState.class, from),
                        AlertJson.oneOf(AlertState.class, row.getString("to_state")),
                        SqlTime.read(row, "at")));
    }

    /** Nothing for a member of which no check has noted anything. */
    static Optional<Hearing> hearing(ResultSet row) throws SQLException {
        var noted = new Hearing(
                Optional.ofNullable(SqlTime.readNullable(row, "muted_at")),
                Optional.ofNullable(SqlTime.readNullable(row, "audible_since")));
        return noted.equals(Hearing.NOT_NOTED) ? Optional.empty() : Optional.of(noted);
    }

    static Stream<Object[]> hearing(Decision decision) {
        return decision.hearing().entrySet().stream().map(noted -> new Object[] {
            SqlTime.of(noted.getValue().mutedAt().orElse(null)),
            SqlTime.of(noted.getValue().audibleSince().orElse(null)),
            decision.group().id(),
            noted.getKey()
        });
    }

    static Target target(ResultSet row) throws SQLException {
        return new Target(row.getString("integration"), row.getString("address"));
    }

    static Told told(ResultSet row) throws SQLException {
        return new Told(
                set(row.getString("firing")),
                set(row.getString("remarks")),
                SqlTime.readNullable(row, "accepted_at"),
                row.getInt("repeats"),
                row.getString("refused"),
                SqlTime.readNullable(row, "refused_at"));
    }

    static Object[] nextCheck(Decision decision) {
        @Nullable
        String thread = decision.plans().stream()
                .map(plan -> plan.notification().group().thread())
                .findFirst()
                .orElse(null);
        return new Object[] {
            SqlTime.of(decision.nextCheck()),
            thread,
            decision.group().id(),
            decision.group().checks()
        };
    }

    static Stream<Object[]> settled(Decision decision) {
        return decision.settled().stream()
                .map(fingerprint -> new Object[] {decision.group().id(), fingerprint});
    }

    static Stream<Object[]> toldSilently(Decision decision) {
        return decision.told().entrySet().stream().map(told -> new Object[] {
            text(told.getValue().firing()),
            text(told.getValue().remarks()),
            decision.group().id(),
            told.getKey().integration(),
            told.getKey().address()
        });
    }

    static Stream<Object[]> notifications(Decision decision, String rules) {
        return decision.plans().stream()
                .map(plan -> notification(decision.group().id(), plan, rules));
    }

    static Object[] notification(long group, Plan plan, String rules) {
        Notification notification = plan.notification();
        return new Object[] {
            notification.dedupKey(),
            group,
            notification.group().receiver(),
            notification.group().route(),
            LabelsJson.write(notification.group().labels()),
            notification.group().thread(),
            AlertJson.lowerCase(notification.reason()),
            SqlTime.of(notification.at()),
            AlertJson.writeAll(notification.alerts()),
            text(notification.news()),
            notification.counts().firing(),
            notification.counts().resolved(),
            text(plan.firing()),
            text(plan.remarks()),
            plan.content(),
            rules
        };
    }

    static Stream<Object[]> deliveries(Decision decision) {
        return decision.plans().stream().flatMap(plan -> plan.targets().stream().map(target -> new Object[] {
            plan.notification().dedupKey(),
            target.integration(),
            target.address(),
            decision.group().id(),
            SqlTime.of(plan.notification().at())
        }));
    }

    /** Reads each notification once, however many deliveries it has; its rows come together. */
    static final class Once {

        private @Nullable Notification last;

        Pending pending(ResultSet row) throws SQLException {
            return new Pending(read(row), target(row), row.getInt("attempts"), row.getString("last_error"));
        }

        Notification read(ResultSet row) throws SQLException {
            if (last == null || !last.dedupKey().equals(row.getString("dedup_key"))) {
                last = notification(row);
            }
            return last;
        }
    }

    static Notification.Group group(ResultSet row) throws SQLException {
        return new Notification.Group(
                row.getString("receiver"),
                row.getString("route"),
                LabelsJson.read(row.getString("labels")),
                row.getString("thread"));
    }

    private static Notification notification(ResultSet row) throws SQLException {
        return new Notification(
                row.getString("dedup_key"),
                group(row),
                AlertJson.oneOf(NotifyReason.class, row.getString("reason")),
                SqlTime.read(row, "decided_at"),
                AlertJson.readAll(row.getString("alerts")),
                set(row.getString("news")),
                new Notification.Counts(row.getInt("firing_count"), row.getInt("resolved_count")));
    }

    static Unaccepted unaccepted(ResultSet row, int number) throws SQLException {
        return new Unaccepted(
                row.getString("receiver"),
                target(row),
                SqlTime.read(row, "decided_at"),
                row.getInt("attempts"),
                row.getString("last_error"),
                row.getString("state").equals("given_up"));
    }

    static String text(Collection<String> fingerprints) {
        return String.join(",", fingerprints);
    }

    private static Set<String> set(String text) {
        return text.isEmpty() ? Set.of() : Set.of(text.split(","));
    }
}
