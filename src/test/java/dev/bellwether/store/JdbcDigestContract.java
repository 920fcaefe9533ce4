package dev.bellwether.store;

import dev.bellwether.notify.DigestContract;
import dev.bellwether.notify.NotificationLog;
import dev.bellwether.testing.Databases;
import javax.sql.DataSource;

abstract class JdbcDigestContract extends DigestContract {

    DataSource database;

    abstract DataSource emptyDatabase();

    @Override
    protected void create() {
        database = Databases.migrated(emptyDatabase());
        alerts = new JdbcAlerts(database);
        log = new JdbcNotificationLog(database);
    }

    @Override
    protected NotificationLog reopened() {
        return new JdbcNotificationLog(database);
    }
}
