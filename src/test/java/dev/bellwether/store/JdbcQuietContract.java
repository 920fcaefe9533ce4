package dev.bellwether.store;

import dev.bellwether.notify.QuietContract;
import javax.sql.DataSource;

abstract class JdbcQuietContract extends QuietContract {

    private DataSource database;

    abstract DataSource freshDatabase();

    @Override
    protected void create() {
        database = freshDatabase();
        reopen();
    }

    @Override
    protected void reopen() {
        alerts = new JdbcAlerts(database);
        log = new JdbcNotificationLog(database);
        silences = new JdbcSilences(database);
        responses = new JdbcResponses(database);
        audit = new JdbcAuditTrail(database);
    }
}
