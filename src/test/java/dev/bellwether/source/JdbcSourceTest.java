package dev.bellwether.source;

import static dev.bellwether.source.Received.DAY;
import static dev.bellwether.source.Received.kpi;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bellwether.source.SourceException.Retry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class JdbcSourceTest extends JdbcSourceContract {

    private static final String QUERY = "SELECT 1 WHERE 1 > :from AND 1 <= :to";

    @Override
    DataSource freshDatabase() {
        var database = new JdbcDataSource();
        database.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        return database;
    }

    @Override
    String slowQuery() {
        return "SELECT MAX(:to) AS at, COUNT(*) AS \"value\" FROM SYSTEM_RANGE(1, 100000) a, SYSTEM_RANGE(1, 100000) b"
                + " WHERE CURRENT_TIMESTAMP > :from AND MOD(a.x * b.x, 7) > 8";
    }

    @Test
    void saysThatADatabaseCannotBeReached() {
        var database = new PGSimpleDataSource();
        database.setUrl("jdbc:postgresql://127.0.0.1:1/warehouse?user=reader&password=hush-hush");

        var trouble = trouble(database);

        assertThat(trouble)
                .hasMessageStartingWith("late_ratio: source \"warehouse\" cannot be reached: ")
                .hasMessageEndingWith("(SQLState 08001)");
        assertThat(trouble.retry()).isEqualTo(Retry.WORTH_IT);
        assertThat(trouble).hasStackTraceContaining("PSQLException").hasMessageNotContaining("hush-hush");
    }

    @Test
    void tellsNoPasswordThatADriverRepeats() {
        DataSource database = failing(new SQLException(
                "bad address jdbc:x://reader:hush-hush@db/warehouse?password=hush-hush;PWD=hush-hush", "08001"));

        var trouble = trouble(database);

        assertThat(trouble)
                .hasMessage("late_ratio: source \"warehouse\" cannot be reached: bad address"
                        + " jdbc:x://reader:***@db/warehouse?password=***;PWD=*** (SQLState 08001)")
                .hasNoCause();
    }

    @Test
    void saysWhatAPoolHides() {
        var refused = new SQLException("FATAL: password authentication failed for user \"reader\"", "28P01");

        var trouble = trouble(failing(new SQLException("pool - Connection is not available", refused)));

        assertThat(trouble)
                .hasMessage("late_ratio: source \"warehouse\" cannot be reached: pool - Connection is not available"
                        + " (FATAL: password authentication failed for user \"reader\") (SQLState 28P01)");
        assertThat(trouble.retry()).isEqualTo(Retry.POINTLESS);
    }

    private static SourceException trouble(DataSource database) {
        var source = new JdbcSource(database, new JdbcSource.Settings("warehouse", Duration.ofSeconds(1), 10, 50));
        return catchThrowableOfType(SourceException.class, () -> source.fetch(kpi(QUERY), DAY, new Received()));
    }

    private static DataSource failing(SQLException failure) {
        return new PGSimpleDataSource() {
            @Override
            public Connection getConnection() throws SQLException {
                throw failure;
            }
        };
    }
}
