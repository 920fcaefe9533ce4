package dev.bellwether.store;

import dev.bellwether.testing.Databases;
import javax.sql.DataSource;

class KillH2IT extends KillContract {

    @Override
    DataSource freshDatabase() {
        return Databases.migrated(Databases.h2InMemory());
    }
}
