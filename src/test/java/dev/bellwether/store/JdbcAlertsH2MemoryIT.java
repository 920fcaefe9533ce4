package dev.bellwether.store;

import dev.bellwether.testing.Databases;
import javax.sql.DataSource;

class JdbcAlertsH2MemoryIT extends JdbcAlertsContract {

    @Override
    DataSource freshDatabase() {
        return Databases.migrated(Databases.h2InMemory());
    }
}
