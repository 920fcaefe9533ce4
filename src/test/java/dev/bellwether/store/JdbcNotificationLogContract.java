package dev.bellwether.store;

import dev.bellwether.notify.NotificationLog;
import dev.bellwether.notify.NotificationLogContract;
import javax.sql.DataSource;

abstract class JdbcNotificationLogContract extends NotificationLogContract {

    DataSource database;

    abstract DataSource freshDatabase();

    @Override
    protected void create() {
        database = freshDatabase();
        alerts = new JdbcAlerts(database);
        log = new JdbcNotificationLog(database);
    }

    @Override
    protected NotificationLog reopened() {
        return new JdbcNotificationLog(database);
    }
}
