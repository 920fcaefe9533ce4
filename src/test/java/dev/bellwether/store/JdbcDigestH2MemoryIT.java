package dev.bellwether.store;

import dev.bellwether.testing.Databases;
import javax.sql.DataSource;

class JdbcDigestH2MemoryIT extends JdbcDigestContract {

    @Override
    DataSource freshDatabase() {
        return Databases.migrated(Databases.h2InMemory());
    }
}
