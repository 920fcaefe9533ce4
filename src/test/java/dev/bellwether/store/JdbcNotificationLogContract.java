package dev.bellwether.store;

import dev.bellwether.notify.NotificationLog;
import dev.bellwether.notify.NotificationLogContract;
import dev.bellwether.testing.Databases;
import javax.sql.DataSource;

abstract class JdbcNotificationLogContract extends NotificationLogContract {

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
