package dev.bellwether.store;

import dev.bellwether.testing.Databases;
import javax.sql.DataSource;

class JdbcAlertsH2MemoryIT extends JdbcAlertsContract {

    @Override
    DataSource emptyDatabase() {
        return Databases.h2InMemory();
    }
}
