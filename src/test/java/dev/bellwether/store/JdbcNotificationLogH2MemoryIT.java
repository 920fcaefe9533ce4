package dev.bellwether.store;

import dev.bellwether.testing.Databases;
import javax.sql.DataSource;

class JdbcNotificationLogH2MemoryIT extends JdbcNotificationLogContract {

    @Override
    DataSource emptyDatabase() {
        return Databases.h2InMemory();
    }
}
