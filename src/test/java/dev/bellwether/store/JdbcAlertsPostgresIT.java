package dev.bellwether.store;

import dev.bellwether.testing.Postgres;
import javax.sql.DataSource;

class JdbcAlertsPostgresIT extends JdbcAlertsContract {

    @Override
    DataSource freshDatabase() {
        return Postgres.migratedDatabase();
    }
}
