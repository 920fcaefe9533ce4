package dev.bellwether.store;

import dev.bellwether.testing.Postgres;
import javax.sql.DataSource;

class JdbcHistoryPostgresIT extends JdbcHistoryContract {

    @Override
    DataSource freshDatabase() {
        return Postgres.migratedDatabase();
    }
}
