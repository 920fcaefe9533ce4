package dev.bellwether.app;

import java.sql.SQLException;
import java.time.Duration;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;

/**
 * Brings the database's tables up to date, and waits for a database that is not there yet: a start before the database
 * is an everyday thing, and no reason for a stack trace or a restart loop.
 */
final class PatientMigration implements FlywayMigrationStrategy {

    private static final Logger log = LoggerFactory.getLogger(PatientMigration.class);

    /** H2: the file is open in another process. */
    private static final String IN_USE = "90020";

    private final Duration pause;

    /** @param pause between two tries */
    PatientMigration(Duration pause) {
        this.pause = pause;
    }

    @Override
    public void migrate(Flyway flyway) {
        while (true) {
            try {
                flyway.migrate();
                return;
            } catch (FlywayException e) {
                log.atWarn()
                        .log(
                                "the database cannot be reached, trying again in {} s: {}",
                                pause.toSeconds(),
                                reasonToWait(e));
                pause();
            }
        }
    }

    /** @throws FlywayException the one given, when waiting cannot help */
    private static String reasonToWait(FlywayException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException e && isConnectionTrouble(e.getSQLState())) {
                return firstLine(e);
            }
        }
        throw failure;
    }

    /** SQLState class 08 is trouble with the connection, 57P is PostgreSQL starting up or shutting down. */
    private static boolean isConnectionTrouble(@Nullable String state) {
        return state != null && (state.startsWith("08") || state.startsWith("57P") || state.equals(IN_USE));
    }

    private static String firstLine(SQLException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }

    private void pause() {
        try {
            Thread.sleep(pause.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped while waiting for the database", e);
        }
    }
}
