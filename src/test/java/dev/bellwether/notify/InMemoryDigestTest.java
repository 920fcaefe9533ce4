package dev.bellwether.notify;

import dev.bellwether.alert.InMemoryAlerts;

class InMemoryDigestTest extends DigestContract {

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
