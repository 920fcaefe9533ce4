package dev.bellwether.store;

import dev.bellwether.testing.Postgres;
import javax.sql.DataSource;

class JdbcNotificationLogPostgresIT extends JdbcNotificationLogContract {

    @Override
    DataSource emptyDatabase() {
        return Postgres.freshDatabase();
    }
}
