package dev.bellwether.store;

import dev.bellwether.alert.Matcher;
import dev.bellwether.alert.Matcher.Operator;
import dev.bellwether.audit.Deed;
import dev.bellwether.mute.Recurrence;
import dev.bellwether.mute.Silence;
import dev.bellwether.mute.Silences;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/** Silences in the table {@code silence}. The SQL is the same for H2 and PostgreSQL. */
public final class JdbcSilences implements Silences {

    private final JdbcTemplate jdbc;
    private final Transactions transactions;

    public JdbcSilences(DataSource database) {
        this.jdbc = new JdbcTemplate(database);
        this.transactions = new Transactions(database);
    }

    @Override
    public List<Silence> standing(Instant now) {
        return jdbc.query(
                "select * from silence where ends_at > ? order by ends_at, id", JdbcSilences::silence, SqlTime.of(now));
    }

    @Override
    public List<Silence> ended(Instant now, int limit) {
        return jdbc.query(
                "select * from silence where ends_at <= ? order by ends_at desc, id limit ?",
                JdbcSilences::silence,
                SqlTime.of(now),
                limit);
    }

    @Override
    public Optional<Silence> find(String id) {
        return jdbc.query("select * from silence where id = ?", JdbcSilences::silence, id).stream()
                .findFirst();
    }

    @Override
    public void store(Silence silence, Deed deed) {
        transactions.run(() -> {
            @Nullable Recurrence times = silence.recurrence().orElse(null);
            jdbc.update("delete from silence where id = ?", silence.id());
            jdbc.update(
                    """
                    insert into silence (id, matchers, author, comment, starts_at, ends_at, until_resolved,
                        weekdays, from_time, to_time, zone)
                    values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                    silence.id(),
                    write(silence.matchers()),
                    silence.author(),
                    silence.comment(),
                    SqlTime.of(silence.startsAt()),
                    SqlTime.of(silence.endsAt()),
                    silence.untilResolved(),
                    times == null
                            ? null
                            : times.weekdays().stream()
                                    .sorted()
                                    .map(DayOfWeek::name)
                                    .collect(Collectors.joining(",")),
                    times == null ? null : times.from().toString(),
                    times == null ? null : times.to().toString(),
                    times == null ? null : times.zone().getId());
            JdbcAuditTrail.record(jdbc, deed);
        });
    }

    @Override
    public boolean isReminded(String id) {
        return !jdbc.queryForList("select id from silence where id = ? and reminded_at is not null", id)
                .isEmpty();
    }

    @Override
    public void markReminded(String id, Instant at) {
        jdbc.update("update silence set reminded_at = ? where id = ?", SqlTime.of(at), id);
    }

    @Override
    public void dropBefore(Instant before) {
        jdbc.update("delete from silence where ends_at < ?", SqlTime.of(before));
    }

    private static Silence silence(ResultSet row, int number) throws SQLException {
        return new Silence(
                row.getString("id"),
                read(row.getString("matchers")),
                row.getString("author"),
                row.getString("comment"),
                SqlTime.read(row, "starts_at"),
                SqlTime.read(row, "ends_at"),
                row.getBoolean("until_resolved"),
                recurrence(row));
    }

    private static Optional<Recurrence> recurrence(ResultSet row) throws SQLException {
        String weekdays = row.getString("weekdays");
        if (weekdays == null) {
            return Optional.empty();
        }
        return Optional.of(new Recurrence(
                Arrays.stream(weekdays.split(",")).map(DayOfWeek::valueOf).collect(Collectors.toSet()),
                LocalTime.parse(row.getString("from_time")),
                LocalTime.parse(row.getString("to_time")),
                ZoneId.of(row.getString("zone"))));
    }

    private static String write(List<Matcher> matchers) {
        return Json.write(json -> {
            json.writeStartObject();
            json.writeArrayPropertyStart("matchers");
            for (Matcher matcher : matchers) {
                json.writeStartObject();
                json.writeStringProperty("label", matcher.label());
                json.writeStringProperty("operator", matcher.operator().name());
                json.writeStringProperty("value", matcher.value());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    private static List<Matcher> read(String text) {
        var matchers = new ArrayList<Matcher>();
        for (JsonNode one : Json.read(text).path("matchers")) {
            matchers.add(new Matcher(
                    one.path("label").stringValue(),
                    Operator.valueOf(one.path("operator").stringValue()),
                    one.path("value").stringValue()));
        }
        return matchers;
    }
}
