package dev.bellwether.notify;

import dev.bellwether.alert.InMemoryAlerts;

class InMemoryNotificationLogTest extends NotificationLogContract {

    @Override
    protected void create() {
        var inMemory = new InMemoryAlerts();
        alerts = inMemory;
        log = new InMemoryNotificationLog(inMemory);
    }

    @Override
    protected NotificationLog reopened() {
        return log;
    }
}
