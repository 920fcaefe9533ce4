package dev.bellwether.store;

import dev.bellwether.alert.Advance;
import dev.bellwether.alert.Alert;
import dev.bellwether.alert.AlertState;
import dev.bellwether.alert.Alerts;
import dev.bellwether.alert.Breach;
import dev.bellwether.alert.Transition;
import dev.bellwether.kpi.KpiId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;

/**
 * Alerts in the tables {@code alert}, {@code transition} and {@code evaluation}. The SQL is the same for H2 and
 * PostgreSQL; many rows go through one statement as arrays.
 */
public final class JdbcAlerts implements Alerts {

    private static final String ACTIVE = "select * from alert where state in ('pending', 'firing')";

    private static final String LOCK =
            "select fingerprint, transitions from alert where fingerprint in (%s) order by fingerprint for update";

    /**
     * For alerts that were dropped while pending: their row is gone, their transitions are not. Asked one by one, for in
     * a join PostgreSQL would read all transitions there are.
     */
    private static final String LAST_NUMBERS = """
            select t.fingerprint,
                (select max(n.number) from transition n where n.fingerprint = t.fingerprint) as transitions
            from unnest(cast(? as varchar array)) as t (fingerprint)""";

    private static final String STORE = """
            merge into alert as a using (
                select * from unnest(
                    cast(? as varchar array), cast(? as varchar array), cast(? as varchar array),
                    cast(? as varchar array), cast(? as varchar array), cast(? as varchar array),
                    cast(? as varchar array), cast(? as varchar array),
                    cast(? as timestamp with time zone array), cast(? as timestamp with time zone array),
                    cast(? as timestamp with time zone array), cast(? as timestamp with time zone array),
                    cast(? as varchar array), cast(? as integer array), cast(? as varchar array),
                    cast(? as varchar array))
                as t (fingerprint, state, scope, kpi, alertname, labels, severity, owner,
                    active_at, firing_at, resolved_at, judged_at, marks, transitions, breach, kept)) as n
            on a.fingerprint = n.fingerprint
            when matched then update set
                state = n.state, scope = n.scope, kpi = n.kpi, alertname = n.alertname, labels = n.labels,
                severity = n.severity, owner = n.owner, active_at = n.active_at, firing_at = n.firing_at,
                resolved_at = n.resolved_at, judged_at = n.judged_at, marks = n.marks,
                transitions = n.transitions, breach = n.breach, kept = n.kept
            when not matched then insert (fingerprint, state, scope, kpi, alertname, labels, severity, owner,
                    active_at, firing_at, resolved_at, judged_at, marks, transitions, breach, kept)
                values (n.fingerprint, n.state, n.scope, n.kpi, n.alertname, n.labels, n.severity, n.owner,
                    n.active_at, n.firing_at, n.resolved_at, n.judged_at, n.marks, n.transitions, n.breach, n.kept)""";

    private static final String RECORD = """
            insert into transition (fingerprint, number, from_state, to_state, at, alert, cause)
            select * from unnest(
                cast(? as varchar array), cast(? as integer array), cast(? as varchar array),
                cast(? as varchar array), cast(? as timestamp with time zone array), cast(? as varchar array), cast(? as varchar array))""";

    private static final String ENDED = "select * from alert where state = 'resolved' and fingerprint in (%s)";

    private final JdbcTemplate jdbc;
    private final RowsByKey rowsByKey;
    private final Transactions transactions;
    private final Consumer<JdbcTemplate> guard;

    /** Of an instance that has its database to itself. */
    public JdbcAlerts(DataSource database) {
        this(database, jdbc -> {});
    }

    /** @param lease without which nothing is committed */
    public JdbcAlerts(DataSource database, JdbcLease lease) {
        this(database, lease::hold);
    }

    private JdbcAlerts(DataSource database, Consumer<JdbcTemplate> guard) {
        this.guard = guard;
        this.jdbc = new JdbcTemplate(database);
        this.rowsByKey = new RowsByKey(jdbc);
        this.transactions = new Transactions(database);
    }

    @Override
    public List<Alert> activeOf(KpiId kpi) {
        return jdbc.query(ACTIVE + " and scope = 'series' and kpi = ?", JdbcAlerts::alert, kpi.value());
    }

    @Override
    public List<Alert> activeOfGroups() {
        return jdbc.query(ACTIVE + " and scope = 'group'", JdbcAlerts::alert);
    }

    @Override
    public List<Alert> active() {
        return jdbc.query(ACTIVE, JdbcAlerts::alert);
    }

    @Override
    public List<Alert> firing(Collection<String> alertnames) {
        return jdbc.query(
                "select * from alert where state = 'firing' and alertname = any(?)",
                statement -> new ColumnSetter<>(statement, List.copyOf(alertnames)).texts(name -> name),
                JdbcAlerts::alert);
    }

    @Override
    public List<Alert> resolvedAfter(Instant since) {
        return jdbc.query(
                "select * from alert where state = 'resolved' and resolved_at > ? order by resolved_at desc",
                JdbcAlerts::alert,
                SqlTime.of(since));
    }

    @Override
    public Optional<Alert> find(String fingerprint) {
        return jdbc.query("select * from alert where fingerprint = ?", JdbcAlerts::alert, fingerprint).stream()
                .findFirst();
    }

    @Override
    public List<Alert> endedOf(Collection<String> fingerprints) {
        return rowsByKey.query(ENDED, List.copyOf(fingerprints), JdbcAlerts::alert);
    }

    @Override
    public void commit(KpiId kpi, Instant at, Advance advance) {
        transactions.run(() -> {
            guard.accept(jdbc);
            if (moveOn(kpi, at)) {
                store(advance);
            }
        });
    }

    /** Whether this instant is news; a commit repeated after a crash is not. */
    private boolean moveOn(KpiId kpi, Instant at) {
        int moved = jdbc.update(
                "update evaluation set up_to = ? where kpi = ? and up_to < ?",
                SqlTime.of(at),
                kpi.value(),
                SqlTime.of(at));
        if (moved == 0 && evaluatedUpTo(kpi).isEmpty()) {
            moved = jdbc.update("insert into evaluation (kpi, up_to) values (?, ?)", kpi.value(), SqlTime.of(at));
        }
        return moved == 1;
    }

    private void store(Advance advance) {
        Advance numbered = advance.numberedAfter(lockAndCount(fingerprintsOf(advance)));
        List<Object[]> dropped = numbered.dropped().stream()
                .map(alert -> new Object[] {alert.fingerprint()})
                .toList();
        jdbc.batchUpdate("delete from alert where fingerprint = ?", dropped);
        Map<Breach, String> written = new IdentityHashMap<>(); // an alert that moves is stored twice
        if (!numbered.changed().isEmpty()) {
            storeAlerts(numbered.changed(), written);
        }
        if (!numbered.transitions().isEmpty()) {
            recordTransitions(numbered.transitions(), written);
        }
    }

    /** In order, so that two commits that touch the same alerts of group rules wait for each other and never cross. */
    private static List<String> fingerprintsOf(Advance advance) {
        return Stream.of(
                        advance.changed().stream(),
                        advance.dropped().stream(),
                        advance.transitions().stream().map(Transition::alert))
                .flatMap(alerts -> alerts)
                .map(Alert::fingerprint)
                .distinct()
                .sorted()
                .toList();
    }

    private Map<String, Integer> lockAndCount(List<String> fingerprints) {
        var counts = new HashMap<String, Integer>();
        RowMapper<Integer> count = (row, number) -> counts.put(row.getString("fingerprint"), row.getInt("transitions"));
        rowsByKey.query(LOCK, fingerprints, count);
        List<String> rest =
                fingerprints.stream().filter(one -> !counts.containsKey(one)).toList();
        if (!rest.isEmpty()) {
            jdbc.query(
                    LAST_NUMBERS,
                    statement -> new ColumnSetter<>(statement, rest).texts(fingerprint -> fingerprint),
                    count);
        }
        return counts;
    }

    private void storeAlerts(List<Alert> alerts, Map<Breach, String> written) {
        jdbc.update(STORE, statement -> new ColumnSetter<>(statement, alerts)
                .texts(Alert::fingerprint)
                .texts(alert -> alert.state().toString())
                .texts(alert -> AlertJson.lowerCase(alert.rule().scope()))
                .texts(alert -> alert.kpi().value())
                .texts(Alert::alertname)
                .texts(alert -> LabelsJson.write(alert.labels()))
                .texts(alert -> alert.severity().toString())
                .texts(alert -> alert.rule().owner())
                .instants(Alert::activeAt)
                .instants(Alert::firingAt)
                .instants(Alert::resolvedAt)
                .instants(Alert::judgedAt)
                .texts(Alert::marks)
                .integers(Alert::transitions)
                .texts(alert -> written.computeIfAbsent(alert.latest(), AlertJson::writeBreach))
                .texts(alert -> AlertJson.writeKept(alert.kept())));
    }

    private void recordTransitions(List<Transition> transitions, Map<Breach, String> written) {
        jdbc.update(RECORD, statement -> new ColumnSetter<>(statement, transitions)
                .texts(transition -> transition.alert().fingerprint())
                .integers(Transition::number)
                .texts(transition ->
                        transition.from() == null ? null : transition.from().toString())
                .texts(transition -> transition.to().toString())
                .instants(Transition::at)
                .texts(transition -> AlertJson.write(
                        transition.alert(),
                        written.computeIfAbsent(transition.alert().latest(), AlertJson::writeBreach)))
                .texts(transition -> transition.cause().toString()));
    }

    @Override
    public Optional<Instant> evaluatedUpTo(KpiId kpi) {
        return jdbc
                .query(
                        "select up_to from evaluation where kpi = ?",
                        (row, number) -> SqlTime.read(row, "up_to"),
                        kpi.value())
                .stream()
                .findFirst();
    }

    @Override
    public void dropBefore(Instant before) {
        jdbc.update("delete from alert where state = 'resolved' and resolved_at < ?", SqlTime.of(before));
        jdbc.update("delete from transition where dispatched = true and at < ?", SqlTime.of(before));
    }

    static Alert alert(ResultSet row, int number) throws SQLException {
        var bare = new Alert(
                row.getString("fingerprint"),
                AlertJson.oneOf(AlertState.class, row.getString("state")),
                AlertJson.readBreach(row.getString("breach")),
                SqlTime.read(row, "active_at"),
                SqlTime.readNullable(row, "firing_at"),
                SqlTime.readNullable(row, "resolved_at"),
                SqlTime.read(row, "judged_at"),
                row.getString("marks"),
                row.getInt("transitions"));
        String kept = row.getString("kept");
        return kept == null ? bare : bare.with(AlertJson.readKept(kept));
    }
}
