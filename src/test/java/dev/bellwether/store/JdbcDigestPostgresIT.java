package dev.bellwether.store;

import dev.bellwether.testing.Postgres;
import javax.sql.DataSource;

class JdbcDigestPostgresIT extends JdbcDigestContract {

    @Override
    DataSource freshDatabase() {
        return Postgres.migratedDatabase();
    }
}
