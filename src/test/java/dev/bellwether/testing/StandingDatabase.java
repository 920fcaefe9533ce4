package dev.bellwether.testing;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * A PostgreSQL whose triggers make a service stand still at a chosen statement until it is killed. It keeps also the
 * readings that the service judges, and hands them out when told to. What is the test's own is in the schema {@code
 * test}.
 */
public final class StandingDatabase implements AutoCloseable {

    private static final String SERVICE = "bellwether";
    private static final int GATE = 47; // key of the lock behind which the triggers wait

    private static final String READY = """
            create schema test;
            create table test.level (market text primary key, level double precision not null);
            create table test.armed (point text primary key);

            create function test.stand(point text) returns void language plpgsql as $$ begin
                if exists (select 1 from test.armed a where a.point = stand.point) then
                    perform pg_advisory_xact_lock(%d);
                end if;
            end $$;

            create function test.stand_at_row() returns trigger language plpgsql as $$ begin
                perform test.stand(tg_argv[0]);
                return new;
            end $$;

            create function test.stand_at_table() returns event_trigger language plpgsql as $$ begin
                if exists (select 1 from pg_event_trigger_ddl_commands() where object_identity = 'public.told') then
                    perform test.stand('MIGRATING');
                end if;
            end $$;

            create event trigger migrating on ddl_command_end when tag in ('CREATE TABLE')
                execute function test.stand_at_table();
            """.formatted(GATE);

    private static final String TRIGGERS = """
            create constraint trigger committing after insert on transition deferrable initially deferred
                for each row execute function test.stand_at_row('COMMITTING');
            create trigger entering before insert on group_member
                for each row execute function test.stand_at_row('ENTERING');
            create trigger deciding before insert on notification
                for each row when (new.reason <> 'digest') execute function test.stand_at_row('DECIDING');
            create trigger digesting before insert on notification
                for each row when (new.reason = 'digest') execute function test.stand_at_row('DIGESTING');
            create trigger claiming before update on delivery
                for each row when (new.state = 'pending') execute function test.stand_at_row('CLAIMING');
            create trigger accepting before update on delivery
                for each row when (new.state = 'accepted') execute function test.stand_at_row('ACCEPTING');
            """;

    private final HikariDataSource database;
    private final JdbcTemplate jdbc;
    private final Connection gate;
    private final Connection readings;
    private boolean watched;

    public StandingDatabase(DataSource empty) throws SQLException {
        database = (HikariDataSource) empty;
        jdbc = new JdbcTemplate(database);
        jdbc.execute(READY);
        gate = database.getConnection();
        execute(gate, "select pg_advisory_lock(" + GATE + ")");
        readings = database.getConnection();
        readings.setAutoCommit(false);
    }

    /** Where the service finds it. */
    public String url() {
        return database.getJdbcUrl() + "&ApplicationName=" + SERVICE;
    }

    public JdbcTemplate jdbc() {
        return jdbc;
    }

    public boolean hasTable(String name) {
        return isTrue("select to_regclass('public." + name + "') is not null");
    }

    /** Who asks for readings waits from now on. */
    public void keepReadings() throws SQLException {
        execute(readings, "lock table test.level in access exclusive mode");
    }

    public boolean isAskedForReadings() {
        return isTrue("select count(*) > 0 from pg_locks where relation = 'test.level'::regclass and not granted");
    }

    public void giveReadings() throws SQLException {
        readings.commit();
    }

    /** The triggers for the tables, once those are there. */
    public void watchTables() {
        if (!watched) {
            jdbc.execute(TRIGGERS);
            watched = true;
        }
    }

    /** The service stands when it comes to this point. */
    public void arm(String point) {
        jdbc.update("insert into test.armed values (?)", point);
    }

    public void disarm() {
        jdbc.update("delete from test.armed");
    }

    /** Whether the service stands at a point. */
    public boolean isStoodAt() {
        return isTrue("select count(*) > 0 from pg_locks where locktype = 'advisory' and not granted and objid = "
                + GATE + " and database = (select oid from pg_database where datname = current_database())");
    }

    /** What a killed service left open ends, uncommitted. */
    public void endConnections() {
        String its =
                "from pg_stat_activity where datname = current_database() and application_name = '" + SERVICE + "'";
        jdbc.queryForList("select pg_terminate_backend(pid) " + its);
        ServiceProcess.await("connections to end", Duration.ofSeconds(20), () -> isTrue("select count(*) = 0 " + its));
    }

    private boolean isTrue(String query) {
        return Boolean.TRUE.equals(jdbc.queryForObject(query, Boolean.class));
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() {
        database.close();
    }
}
