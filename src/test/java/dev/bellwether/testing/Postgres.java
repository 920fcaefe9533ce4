package dev.bellwether.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A real PostgreSQL for tests, one server for the whole JVM: the one {@code BELLWETHER_TEST_PG_URL} names (a JDBC
 * address whose user may create databases), or else an embedded one on a free port of loopback.
 *
 * <p>Where neither can be had the test is skipped, loudly; with {@code CI=true} it fails instead.
 */
public final class Postgres {

    private static final String URL_VARIABLE = "BELLWETHER_TEST_PG_URL";
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private Postgres() {}

    /** An empty database that nobody else uses. */
    public static PGSimpleDataSource freshDatabase() {
        PGSimpleDataSource server = Server.runningOrSkip();
        String name = "bellwether_test_" + ProcessHandle.current().pid() + "_" + DATABASES.incrementAndGet();
        execute(server, "CREATE DATABASE " + name);
        if (Server.isExternal()) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> execute(server, "DROP DATABASE " + name)));
        }
        return database(server, name);
    }

    private static PGSimpleDataSource database(PGSimpleDataSource server, String name) {
        var database = new PGSimpleDataSource();
        database.setUrl(server.getUrl());
        database.setUser(server.getUser());
        database.setPassword(server.getPassword());
        database.setDatabaseName(name);
        return database;
    }

    private static void execute(DataSource dataSource, String sql) {
        try (var connection = dataSource.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException("PostgreSQL for tests refused: " + sql, e);
        }
    }

    /** Started when first asked for, and stopped with the JVM. */
    private static final class Server {

        private static final @Nullable PGSimpleDataSource RUNNING;
        private static final @Nullable Exception FAILURE;

        static {
            PGSimpleDataSource running = null;
            Exception failure = null;
            try {
                running = isExternal() ? external() : embedded();
            } catch (Exception e) {
                failure = e;
            }
            RUNNING = running;
            FAILURE = failure;
        }

        static boolean isExternal() {
            return !System.getenv().getOrDefault(URL_VARIABLE, "").isBlank();
        }

        static PGSimpleDataSource runningOrSkip() {
            if (RUNNING != null) {
                return RUNNING;
            }
            String message = "no PostgreSQL for tests: none could be started here and " + URL_VARIABLE + " is not set";
            if ("true".equals(System.getenv("CI"))) {
                throw new AssertionError(message, FAILURE);
            }
            System.err.println("SKIPPED, " + message + " (" + FAILURE + ")");
            return Assumptions.abort(message);
        }

        private static PGSimpleDataSource external() {
            var server = new PGSimpleDataSource();
            server.setUrl(System.getenv(URL_VARIABLE));
            return server;
        }

        private static PGSimpleDataSource embedded() throws Exception {
            return (PGSimpleDataSource) EmbeddedPostgres.builder()
                    .setPGStartupWait(Duration.ofSeconds(60)) // a busy machine is no reason to fail
                    .start()
                    .getPostgresDatabase();
        }
    }
}
