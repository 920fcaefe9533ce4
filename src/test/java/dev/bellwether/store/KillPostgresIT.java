package dev.bellwether.store;

import dev.bellwether.testing.Postgres;
import javax.sql.DataSource;

class KillPostgresIT extends KillContract {

    @Override
    DataSource freshDatabase() {
        return Postgres.migratedDatabase();
    }
}
