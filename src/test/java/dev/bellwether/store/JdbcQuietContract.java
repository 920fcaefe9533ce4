package dev.bellwether.store;

import dev.bellwether.notify.QuietContract;
import dev.bellwether.testing.Databases;
import javax.sql.DataSource;

abstract class JdbcQuietContract extends QuietContract {

    private DataSource database;

    abstract DataSource emptyDatabase();

    @Override
    protected void create() {
        database = Databases.migrated(emptyDatabase());
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
