package dev.bellwether.store;

import dev.bellwether.alert.Severity;
import dev.bellwether.audit.Deed;
import dev.bellwether.kpi.KpiId;
import dev.bellwether.kpi.Labels;
import dev.bellwether.response.Acknowledgement;
import dev.bellwether.response.Feedback;
import dev.bellwether.response.Responses;
import dev.bellwether.response.Verdict;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Responses in the tables {@code acknowledgement} and {@code feedback}. The SQL is the same for H2 and PostgreSQL. */
public final class JdbcResponses implements Responses {

    private static final String NEWEST =
            " a.id = (select max(n.id) from acknowledgement n where n.fingerprint = a.fingerprint)";

    private record Series(KpiId kpi, Labels labels) {}

    private final JdbcTemplate jdbc;
    private final Transactions transactions;

    /** Asked for every series of a KPI at each of its ticks, changed by hand a few times a day. */
    private volatile @Nullable Map<Series, Instant> lastOfSeries;

    public JdbcResponses(DataSource database) {
        this.jdbc = new JdbcTemplate(database);
        this.transactions = new Transactions(database);
    }

    @Override
    public List<Acknowledgement> standing(Instant now) {
        return jdbc.query(
                "select * from acknowledgement a where a.until > ? and" + NEWEST + " order by a.id",
                JdbcResponses::acknowledgement,
                SqlTime.of(now));
    }

    @Override
    public Optional<Acknowledgement> acknowledgementOf(String fingerprint) {
        return jdbc
                .query(
                        "select * from acknowledgement where fingerprint = ? order by id desc limit 1",
                        JdbcResponses::acknowledgement,
                        fingerprint)
                .stream()
                .findFirst();
    }

    @Override
    public void acknowledge(Acknowledgement one, Deed deed) {
        transactions.run(() -> {
            jdbc.update(
                    """
                    insert into acknowledgement (fingerprint, active_at, owner, note, at, until, kpi, labels,
                        severity, figure_value, figure_expected, margin)
                    values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                    one.fingerprint(),
                    SqlTime.of(one.activeAt()),
                    one.owner(),
                    one.note(),
                    SqlTime.of(one.at()),
                    SqlTime.of(one.until()),
                    one.kpi().value(),
                    LabelsJson.write(one.labels()),
                    one.seen().severity().toString(),
                    one.seen().value(),
                    one.seen().expected(),
                    one.seen().margin());
            JdbcAuditTrail.record(jdbc, deed);
        });
        lastOfSeries = null;
    }

    @Override
    public void withdraw(String fingerprint, Instant at, Deed deed) {
        transactions.run(() -> {
            jdbc.update(
                    "update acknowledgement a set until = ? where a.fingerprint = ? and" + NEWEST,
                    SqlTime.of(at),
                    fingerprint);
            JdbcAuditTrail.record(jdbc, deed);
        });
    }

    @Override
    public void markBroken(Acknowledgement broken, Deed deed) {
        transactions.run(() -> {
            jdbc.update(
                    "update acknowledgement a set broken_at = ?, broken_by = ? where a.fingerprint = ? and" + NEWEST,
                    SqlTime.of(broken.brokenAt()),
                    broken.brokenBy(),
                    broken.fingerprint());
            JdbcAuditTrail.record(jdbc, deed);
        });
    }

    @Override
    public Optional<Instant> lastAcknowledged(KpiId kpi, Labels series) {
        Map<Series, Instant> known = lastOfSeries;
        if (known == null) {
            known = readLast();
            lastOfSeries = known;
        }
        return Optional.ofNullable(known.get(new Series(kpi, series)));
    }

    private Map<Series, Instant> readLast() {
        var last = new HashMap<Series, Instant>();
        jdbc.query("select kpi, labels, max(at) as at from acknowledgement group by kpi, labels", row -> {
            last.put(
                    new Series(new KpiId(row.getString("kpi")), LabelsJson.read(row.getString("labels"))),
                    SqlTime.read(row, "at"));
        });
        return last;
    }

    @Override
    public void say(Feedback said, Deed deed) {
        transactions.run(() -> {
            jdbc.update(
                    "insert into feedback (fingerprint, active_at, alertname, verdict, who, at, note)"
                            + " values (?, ?, ?, ?, ?, ?, ?)",
                    said.fingerprint(),
                    SqlTime.of(said.activeAt()),
                    said.alertname(),
                    said.verdict().toString(),
                    said.who(),
                    SqlTime.of(said.at()),
                    said.note());
            JdbcAuditTrail.record(jdbc, deed);
        });
    }

    @Override
    public List<Feedback> feedbackOn(String fingerprint) {
        return jdbc.query(
                "select * from feedback where fingerprint = ? order by id desc", JdbcResponses::feedback, fingerprint);
    }

    @Override
    public Map<String, Feedback> newestFeedback() {
        return jdbc
                .query(
                        "select * from feedback f"
                                + " where f.id in (select max(n.id) from feedback n group by n.fingerprint)",
                        JdbcResponses::feedback)
                .stream()
                .collect(Collectors.toUnmodifiableMap(Feedback::fingerprint, one -> one));
    }

    @Override
    public void dropBefore(Instant before) {
        jdbc.update("delete from acknowledgement where until < ?", SqlTime.of(before));
        jdbc.update("delete from feedback where at < ?", SqlTime.of(before));
    }

    private static Acknowledgement acknowledgement(ResultSet row, int number) throws SQLException {
        return new Acknowledgement(
                row.getString("fingerprint"),
                SqlTime.read(row, "active_at"),
                row.getString("owner"),
                row.getString("note"),
                SqlTime.read(row, "at"),
                SqlTime.read(row, "until"),
                new KpiId(row.getString("kpi")),
                LabelsJson.read(row.getString("labels")),
                new Acknowledgement.Seen(
                        AlertJson.oneOf(Severity.class, row.getString("severity")),
                        row.getDouble("figure_value"),
                        row.getDouble("figure_expected"),
                        row.getDouble("margin")),
                SqlTime.readNullable(row, "broken_at"),
                row.getString("broken_by"));
    }

    private static Feedback feedback(ResultSet row, int number) throws SQLException {
        return new Feedback(
                row.getString("fingerprint"),
                SqlTime.read(row, "active_at"),
                row.getString("alertname"),
                AlertJson.oneOf(Verdict.class, row.getString("verdict")),
                row.getString("who"),
                SqlTime.read(row, "at"),
                row.getString("note"));
    }
}
