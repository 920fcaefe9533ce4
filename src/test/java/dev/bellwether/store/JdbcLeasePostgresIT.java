package dev.bellwether.store;

import static dev.bellwether.testing.ServiceProcess.awaitUntil;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.alert.Advance;
import dev.bellwether.alert.Alert;
import dev.bellwether.alert.AlertState;
import dev.bellwether.alert.Lease.Answer;
import dev.bellwether.alert.Transition;
import dev.bellwether.kpi.Labels;
import dev.bellwether.testing.Postgres;
import dev.bellwether.testing.SampleAlerts;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

class JdbcLeasePostgresIT {

    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Duration SHORT = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Instant AT = Instant.parse("2026-11-22T10:00:00Z");

    private final DataSource database = Postgres.migratedDatabase();

    private JdbcLease lease(String instance, Duration lasts) {
        return new JdbcLease(database, instance, lasts);
    }

    @Test
    void oneOfTwoHasIt() {
        JdbcLease a = lease("a", LONG);
        JdbcLease b = lease("b", LONG);

        assertThat(a.take()).isEqualTo(Answer.TAKEN);
        assertThat(b.take()).isEqualTo(Answer.REFUSED);
        assertThat(a.take()).isEqualTo(Answer.STILL_OURS);
        assertThat(b.take()).isEqualTo(Answer.REFUSED);
    }

    @Test
    void whatIsGivenBackIsFreeAtOnce() {
        JdbcLease a = lease("a", LONG);
        a.take();

        a.release();

        assertThat(lease("b", LONG).take()).isEqualTo(Answer.TAKEN);
        assertThat(a.take()).isEqualTo(Answer.REFUSED);
    }

    @Test
    void whatIsNotProlongedRunsOut() {
        JdbcLease a = lease("a", SHORT);
        JdbcLease b = lease("b", LONG);
        a.take();

        awaitUntil(PATIENCE, () -> assertThat(b.take()).isEqualTo(Answer.TAKEN));
        assertThat(a.take()).as("it has lost it").isEqualTo(Answer.REFUSED);
        assertThat(a.take()).as("it may ask again, and b has it").isEqualTo(Answer.REFUSED);
    }

    @Test
    void whoStartsAgainUnderItsNameNeedNotWait() {
        lease("a", LONG).take();

        assertThat(lease("a", LONG).take()).isEqualTo(Answer.TAKEN);
    }

    @Test
    void itIsProlongedWhileACommitIsUnderWay() throws SQLException {
        JdbcLease a = lease("a", LONG);
        a.take();
        try (Connection committing = database.getConnection();
                Statement statement = committing.createStatement()) {
            committing.setAutoCommit(false);
            statement.executeQuery("select epoch from lease for key share");

            assertThat(a.take()).isEqualTo(Answer.STILL_OURS);
            committing.commit();
        }
    }

    @Test
    void twoOfOneNameDoNotTakeItFromEachOther() {
        JdbcLease one = lease("a", LONG);
        JdbcLease other = lease("a", LONG);
        one.take();
        assertThat(other.take()).as("it may be the life after").isEqualTo(Answer.TAKEN);

        assertThat(one.take()).isEqualTo(Answer.REFUSED);
        assertThat(one.take()).isEqualTo(Answer.REFUSED);
        assertThat(other.take()).isEqualTo(Answer.STILL_OURS);
    }

    @Test
    void nothingIsCommittedByAnInstanceThatStoodStillWhileAnotherTookOver() {
        JdbcLease paused = lease("a", SHORT);
        paused.take();
        var stale = new JdbcAlerts(database, paused);
        JdbcLease b = lease("b", LONG);
        awaitUntil(PATIENCE, () -> assertThat(b.take()).isEqualTo(Answer.TAKEN));

        assertThatThrownBy(() -> commit(stale))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("another instance evaluates");
        assertThat(stale.active()).isEmpty();
        assertThat(stale.evaluatedUpTo(SampleAlerts.PROMISE)).isEmpty();

        var current = new JdbcAlerts(database, b);
        commit(current);
        assertThat(current.active()).hasSize(1);
    }

    @Test
    void nothingIsCommittedWithoutEverHavingHadIt() {
        var alerts = new JdbcAlerts(database, lease("a", LONG));

        assertThatThrownBy(() -> commit(alerts)).isInstanceOf(StoreException.class);
    }

    @Test
    void nobodyTakesItFromWithinACommit() throws SQLException {
        JdbcLease a = lease("a", SHORT);
        a.take();
        a.release();
        try (Connection committing = database.getConnection();
                Statement statement = committing.createStatement()) {
            committing.setAutoCommit(false);
            statement.executeQuery("select epoch from lease for key share");

            CompletableFuture<Answer> b =
                    CompletableFuture.supplyAsync(() -> lease("b", LONG).take());
            awaitUntil(PATIENCE, () -> assertThat(waiting()).isTrue());
            assertThat(b).isNotDone();

            committing.commit();
            assertThat(b.join()).isEqualTo(Answer.TAKEN);
        }
    }

    private boolean waiting() {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                var row = statement.executeQuery("select count(*) from pg_stat_activity where wait_event_type = 'Lock'"
                        + " and datname = current_database()")) {
            row.next();
            return row.getInt(1) > 0;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void commit(JdbcAlerts alerts) {
        Alert alert = SampleAlerts.firing(SampleAlerts.PROMISE, Labels.of("market", "ES"), AT);
        var transition = new Transition(alert, null, AlertState.FIRING, AT);
        alerts.commit(SampleAlerts.PROMISE, AT, new Advance(List.of(alert), List.of(), List.of(transition)));
    }
}
