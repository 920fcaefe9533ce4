package dev.bellwether.store;

import dev.bellwether.notify.UnsubscriptionsContract;
import dev.bellwether.testing.Databases;
import dev.bellwether.testing.Postgres;

class JdbcUnsubscriptionsPostgresIT extends UnsubscriptionsContract {

    @Override
    protected void create() {
        var database = Databases.migrated(Postgres.freshDatabase());
        unsubscriptions = new JdbcUnsubscriptions(database);
        audit = new JdbcAuditTrail(database);
    }
}
