package dev.bellwether.store;

import dev.bellwether.testing.Postgres;
import javax.sql.DataSource;

class JdbcDeliveryPostgresIT extends JdbcDeliveryContract {

    @Override
    DataSource freshDatabase() {
        return Postgres.migratedDatabase();
    }
}
