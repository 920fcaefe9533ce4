package dev.bellwether.store;

import dev.bellwether.testing.Databases;
import javax.sql.DataSource;

class JdbcDeliveryH2MemoryIT extends JdbcDeliveryContract {

    @Override
    DataSource freshDatabase() {
        return Databases.migrated(Databases.h2InMemory());
    }
}
