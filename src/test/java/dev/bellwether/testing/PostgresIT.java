package dev.bellwether.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

class PostgresIT {

    @Test
    void givesEachCallAnEmptyDatabaseOfItsOwn() throws SQLException {
        String first = nameOf(Postgres.freshDatabase());
        String second = nameOf(Postgres.freshDatabase());

        assertThat(first).isNotEqualTo(second);
    }

    private static String nameOf(DataSource dataSource) throws SQLException {
        try (var connection = dataSource.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT current_database()")) {
            rows.next();
            return rows.getString(1);
        }
    }
}
