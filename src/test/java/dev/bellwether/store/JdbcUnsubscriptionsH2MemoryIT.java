package dev.bellwether.store;

import dev.bellwether.notify.UnsubscriptionsContract;
import dev.bellwether.testing.Databases;

class JdbcUnsubscriptionsH2MemoryIT extends UnsubscriptionsContract {

    @Override
    protected void create() {
        var database = Databases.migrated(Databases.h2InMemory());
        unsubscriptions = new JdbcUnsubscriptions(database);
        audit = new JdbcAuditTrail(database);
    }
}
