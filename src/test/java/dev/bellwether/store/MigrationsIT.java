package dev.bellwether.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.testing.Databases;
import dev.bellwether.testing.Postgres;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class MigrationsIT {

    @Test
    void runOnH2() {
        assertMigrates(Databases.h2InMemory());
    }

    @Test
    void runOnPostgres() {
        assertMigrates(Postgres.freshDatabase());
    }

    private static void assertMigrates(DataSource database) {
        Databases.migrated(database);

        var tables = JdbcClient.create(database)
                .sql("select lower(table_name) from information_schema.tables where lower(table_schema) = 'public'")
                .query(String.class)
                .set();
        assertThat(tables).contains("series", "sample_block", "alert", "transition", "evaluation");
    }
}
