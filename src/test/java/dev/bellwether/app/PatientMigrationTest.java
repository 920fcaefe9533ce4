package dev.bellwether.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.DelegatingDataSource;

class PatientMigrationTest {

    @Test
    void waitsForADatabaseThatIsNotThereYet() throws SQLException {
        var database = new LateDatabase(2, "08001");

        migration().migrate(flyway(database));

        assertThat(database.asked).isGreaterThan(2);
        try (Connection connection = database.getConnection();
                var tables = connection.getMetaData().getTables(null, null, "ALERT", null)) {
            assertThat(tables.next()).isTrue();
        }
    }

    @Test
    void doesNotWaitForWhatWaitingCannotMend() {
        var database = new LateDatabase(Integer.MAX_VALUE, "28000"); // a wrong password

        assertThatThrownBy(() -> migration().migrate(flyway(database))).isInstanceOf(FlywayException.class);
    }

    private static PatientMigration migration() {
        return new PatientMigration(Duration.ofMillis(1));
    }

    private static Flyway flyway(LateDatabase database) {
        return Flyway.configure().dataSource(database).load();
    }

    /** Refuses the first few connections. */
    private static final class LateDatabase extends DelegatingDataSource {

        private final int refusals;
        private final String state;
        private int asked;

        LateDatabase(int refusals, String state) {
            this.refusals = refusals;
            this.state = state;
            var memory = new JdbcDataSource();
            memory.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
            setTargetDataSource(memory);
        }

        @Override
        public Connection getConnection() throws SQLException {
            asked++;
            if (asked <= refusals) {
                throw new SQLException("connection refused", state);
            }
            return super.getConnection();
        }
    }
}
