package dev.bellwether.testing;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * A real PostgreSQL for tests: one server for the whole run, started at first use, or the one that {@code
 * BELLWETHER_TEST_PG_URL} names (a JDBC URL of a user who may create databases). Where no server can be had the test is
 * skipped with a loud message; with {@code CI=true} it fails.
 */
public final class Postgres {

    private static final String URL_VARIABLE = "BELLWETHER_TEST_PG_URL";

    private static @Nullable String serverUrl;
    private static @Nullable Exception whyNot;
    private static @Nullable Migrated migrated;

    private Postgres() {}

    /** An empty database of its own, behind a small pool. It is gone after the run. */
    public static DataSource freshDatabase() {
        return pool(newDatabase());
    }

    private static String newDatabase() {
        String server = serverUrl();
        String name = "bellwether_" + UUID.randomUUID().toString().replace("-", "");
        execute(server, "create database " + name);
        if (isGiven()) { // a server of our own vanishes with all it holds
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(() -> execute(server, "drop database " + name + " with (force)")));
        }
        return server.replaceFirst("(//[^/]*/)[^?]*", "$1" + name);
    }

    private static HikariDataSource pool(String url) {
        var pool = new HikariConfig();
        pool.setJdbcUrl(url);
        pool.setMinimumIdle(0);
        pool.setMaximumPoolSize(8);
        pool.setIdleTimeout(10_000);
        return new HikariDataSource(pool);
    }

    /**
     * A database with our tables, as the migrations left them. It is the same one at each call, for the first connections
     * to a new one are slow; who had it before loses it.
     */
    public static synchronized DataSource migratedDatabase() {
        if (migrated == null) {
            migrated = Migrated.at(newDatabase());
        }
        return migrated.emptied();
    }

    /** A database that was migrated once. */
    private static final class Migrated {

        private final String url;
        private final String emptying;
        private HikariDataSource pool;

        private Migrated(String url, String emptying, HikariDataSource pool) {
            this.url = url;
            this.emptying = emptying;
            this.pool = pool;
        }

        static Migrated at(String url) {
            HikariDataSource pool = pool(url);
            Databases.migrated(pool);
            var jdbc = new JdbcTemplate(pool);
            List<String> tables = jdbc.queryForList(
                    "select tablename from pg_tables where schemaname = 'public'"
                            + " and tablename <> 'flyway_schema_history' order by tablename",
                    String.class);
            var emptying = new StringBuilder("truncate " + String.join(", ", tables) + " restart identity");
            jdbc.execute("create schema first");
            for (String table : tables) {
                if (jdbc.queryForObject("select exists (select 1 from " + table + ")", Boolean.class)) {
                    jdbc.execute("create table first." + table + " as table public." + table);
                    emptying.append("; insert into " + table + " overriding system value select * from first." + table);
                }
            }
            return new Migrated(url, emptying.toString(), pool);
        }

        DataSource emptied() {
            pool.close();
            pool = pool(url);
            new JdbcTemplate(pool).execute(emptying);
            return pool;
        }
    }

    private static synchronized String serverUrl() {
        if (serverUrl == null && whyNot == null) {
            try {
                serverUrl = start();
            } catch (IOException | RuntimeException e) {
                whyNot = e;
            }
        }
        if (serverUrl == null) {
            throw noServer(whyNot);
        }
        return serverUrl;
    }

    private static String start() throws IOException {
        return isGiven()
                ? System.getenv(URL_VARIABLE)
                : EmbeddedPostgres.builder().start().getJdbcUrl("postgres", "postgres");
    }

    private static boolean isGiven() {
        String url = System.getenv(URL_VARIABLE);
        return url != null && !url.isBlank();
    }

    private static RuntimeException noServer(@Nullable Exception cause) {
        String message = "NO POSTGRESQL, NOT TESTED: none could be started here (" + cause + "); " + URL_VARIABLE
                + " may name a running one";
        if ("true".equals(System.getenv("CI"))) {
            throw new IllegalStateException(message, cause);
        }
        System.err.println("\n*** " + message + " ***\n");
        Assumptions.abort(message);
        return new IllegalStateException(message, cause);
    }

    private static void execute(String url, String sql) {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql + " failed on " + url.replaceAll("\\?.*", ""), e);
        }
    }
}
