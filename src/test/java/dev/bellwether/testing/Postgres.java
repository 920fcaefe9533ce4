package dev.bellwether.testing;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/**
 * A real PostgreSQL for tests: one server for the whole run, started at first use, or the one that {@code
 * BELLWETHER_TEST_PG_URL} names (a JDBC URL of a user who may create databases). Where no server can be had the test is
 * skipped with a loud message; with {@code CI=true} it fails.
 */
public final class Postgres {

    private static final String URL_VARIABLE = "BELLWETHER_TEST_PG_URL";

    private static @Nullable String serverUrl;
    private static @Nullable Exception whyNot;
    private static @Nullable String template;

    private Postgres() {}

    /** An empty database of its own, behind a small pool. It is gone after the run. */
    public static DataSource freshDatabase() {
        return freshDatabase("");
    }

    private static DataSource freshDatabase(String copiedFrom) {
        String server = serverUrl();
        String name = "bellwether_" + UUID.randomUUID().toString().replace("-", "");
        execute(server, "create database " + name + copiedFrom);
        if (isGiven()) { // a server of our own vanishes with all it holds
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(() -> execute(server, "drop database " + name + " with (force)")));
        }
        var pool = new HikariConfig();
        pool.setJdbcUrl(server.replaceFirst("(//[^/]*/)[^?]*", "$1" + name));
        pool.setMinimumIdle(0);
        pool.setMaximumPoolSize(8);
        pool.setIdleTimeout(10_000);
        return new HikariDataSource(pool);
    }

    /** The same with our tables, copied from a database that was migrated once in this run. */
    public static synchronized DataSource migratedDatabase() {
        if (template == null) {
            var migrated = (HikariDataSource) freshDatabase();
            Databases.migrated(migrated);
            template = migrated.getJdbcUrl().replaceFirst(".*/([^/?]*).*", "$1");
            migrated.close(); // a template nobody is connected to
        }
        return freshDatabase(" template " + template);
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
