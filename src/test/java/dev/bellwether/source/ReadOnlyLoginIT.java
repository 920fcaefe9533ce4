package dev.bellwether.source;

import static dev.bellwether.source.Received.DAY;
import static dev.bellwether.source.Received.kpi;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.zaxxer.hikari.HikariDataSource;
import dev.bellwether.testing.Postgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

/** The login of docs/sources.md, and what an attacker would try with it. */
class ReadOnlyLoginIT {

    private static final String NOT_ALLOWED = "42501";

    private final String role = "reader_" + UUID.randomUUID().toString().replace("-", "");
    private HikariDataSource owner;
    private DataSource reader;

    @BeforeEach
    void makeWarehouse() throws SQLException, IOException {
        owner = (HikariDataSource) Postgres.freshDatabase();
        execute("CREATE SCHEMA mart");
        execute("CREATE TABLE mart.late (market text, ended_at timestamptz, value float8)");
        execute("CREATE SEQUENCE mart.counter");
        execute("INSERT INTO mart.late VALUES ('ES', '2026-01-05 01:00:00+00', 0.1)");
        try (var connection = owner.getConnection()) {
            execute(grants().replace("bellwether_reader", role)
                    .replace("DATABASE warehouse", "DATABASE " + connection.getCatalog()));
        }
        reader = as(role, "change me");
    }

    @AfterEach
    void dropRole() throws SQLException {
        execute("DROP OWNED BY " + role);
        execute("DROP ROLE " + role);
        owner.close();
    }

    @Test
    void readsWhatItMay() {
        var received = new Received();

        source().fetch(
                        kpi(
                                "SELECT market, ended_at AS at, value FROM mart.late"
                                        + " WHERE ended_at > :from AND ended_at <= :to",
                                "market"),
                        DAY,
                        received);

        assertThat(received.rows()).containsExactly("[ES] 2026-01-05T01:00:00Z 0.1");
    }

    @Test
    void anOwnersLoginWouldBeNoWall() throws SQLException {
        attack(owner, "commit; begin read write; insert into mart.late values ('x', now(), 1); commit");

        try (var connection = owner.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT count(*) FROM mart.late")) {
            rows.next();
            assertThat(rows.getInt(1)).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "commit; begin read write; insert into mart.late values ('x', now(), 1)",
                "commit; begin read write; update mart.late set value = 0",
                "commit; begin read write; delete from mart.late",
                "commit; begin read write; truncate mart.late",
                "commit; begin read write; drop table mart.late",
                "commit; begin read write; select * from mart.late for update",
                "commit; begin read write; select nextval('mart.counter')",
                "commit; begin read write; select lo_create(0)",
                "commit; begin read write; select lo_from_bytea(0, 'x')",
                "commit; begin read write; create temporary table loot (a int)",
                "commit; begin read write; create table mart.loot (a int)",
                "commit; set session characteristics as transaction read write; begin read write; create table public.loot (a int)",
                "commit; set default_transaction_read_only = off; begin read write; create table public.loot (a int)",
                "commit; begin read write; with x as (delete from mart.late returning *) select * from x",
                "commit; begin read write; do $$ begin delete from mart.late; end $$",
                "copy (select 1) to program 'true'",
                "copy mart.late to '/tmp/loot'",
                "select pg_read_file('/etc/passwd')",
                "select pg_ls_dir('/')",
            })
    void neitherTheParserNorTheDatabaseLetsIt(String attack) throws SQLException {
        assertThat(SqlQuery.parse(attack).mistakes()).isNotEmpty();
        assertThat(SqlQuery.parse("SELECT :from, :to; " + attack).mistakes())
                .contains("holds more than one statement; remove what follows the first semicolon");

        var refused = catchThrowableOfType(SQLException.class, () -> attack(reader, attack));

        // not that the transaction only reads, which the text can end, but the rights are what holds
        assertThat(refused.getSQLState()).as(refused.getMessage()).isEqualTo(NOT_ALLOWED);
    }

    @Test
    void isCutOffByTheDatabaseItself() throws SQLException {
        try (var connection = reader.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SHOW statement_timeout")) {
            rows.next();
            assertThat(rows.getString(1)).isEqualTo("1min");
        }
    }

    private static void attack(DataSource database, String text) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setReadOnly(true);
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.execute(text);
            } finally {
                connection.rollback();
            }
        }
    }

    private JdbcSource source() {
        return new JdbcSource(reader, new JdbcSource.Settings("warehouse", Duration.ofSeconds(10), 10, 50));
    }

    private static String grants() throws IOException {
        String page = Files.readString(Path.of("docs/sources.md"));
        return page.substring(page.indexOf("<!-- grants -->"), page.indexOf("<!-- end of grants -->"))
                .lines()
                .filter(line -> line.startsWith("    "))
                .collect(Collectors.joining("\n"));
    }

    private DataSource as(String user, String password) {
        var database = new PGSimpleDataSource();
        database.setUrl(owner.getJdbcUrl());
        database.setUser(user);
        database.setPassword(password);
        return database;
    }

    private void execute(String sql) throws SQLException {
        try (var connection = owner.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
