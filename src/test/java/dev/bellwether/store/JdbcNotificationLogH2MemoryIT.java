package dev.bellwether.store;

import dev.bellwether.testing.Databases;
import javax.sql.DataSource;

class JdbcNotificationLogH2MemoryIT extends JdbcNotificationLogContract {

    @Override
    DataSource freshDatabase() {
        return Databases.migrated(Databases.h2InMemory());
    }
}
