package dev.bellwether.notify;

import dev.bellwether.alert.InMemoryAlerts;

class InMemoryDeliveryTest extends DeliveryContract {

    @Override
    protected void create() {
        var inMemory = new InMemoryAlerts();
        alerts = inMemory;
        log = new InMemoryNotificationLog(inMemory, () -> RULES);
    }

    @Override
    protected NotificationLog reopened() {
        return log;
    }
}
