package dev.bellwether.store;

import dev.bellwether.testing.Databases;
import javax.sql.DataSource;

class KillH2IT extends KillContract {

    @Override
    DataSource emptyDatabase() {
        return Databases.h2InMemory();
    }
}
