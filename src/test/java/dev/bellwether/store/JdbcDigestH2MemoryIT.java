package dev.bellwether.store;

import dev.bellwether.testing.Databases;
import javax.sql.DataSource;

class JdbcDigestH2MemoryIT extends JdbcDigestContract {

    @Override
    DataSource emptyDatabase() {
        return Databases.h2InMemory();
    }
}
