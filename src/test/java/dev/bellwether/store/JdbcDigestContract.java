package dev.bellwether.store;

import dev.bellwether.notify.DigestContract;
import dev.bellwether.notify.NotificationLog;
import javax.sql.DataSource;

abstract class JdbcDigestContract extends DigestContract {

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
