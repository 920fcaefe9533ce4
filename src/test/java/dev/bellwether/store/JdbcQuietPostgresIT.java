package dev.bellwether.store;

import dev.bellwether.testing.Postgres;
import javax.sql.DataSource;

class JdbcQuietPostgresIT extends JdbcQuietContract {

    @Override
    DataSource freshDatabase() {
        return Postgres.migratedDatabase();
    }
}
