package dev.bellwether.store;

import dev.bellwether.testing.Postgres;
import javax.sql.DataSource;

class JdbcNotificationLogPostgresIT extends JdbcNotificationLogContract {

    @Override
    DataSource freshDatabase() {
        return Postgres.migratedDatabase();
    }
}
