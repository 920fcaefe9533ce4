package dev.bellwether.store;

import dev.bellwether.testing.Postgres;
import javax.sql.DataSource;

class JdbcDeliveryPostgresIT extends JdbcDeliveryContract {

    @Override
    DataSource emptyDatabase() {
        return Postgres.freshDatabase();
    }
}
