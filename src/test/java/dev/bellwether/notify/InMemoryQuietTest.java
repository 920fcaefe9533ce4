package dev.bellwether.notify;

import dev.bellwether.alert.InMemoryAlerts;
import dev.bellwether.audit.InMemoryAuditTrail;
import dev.bellwether.mute.InMemorySilences;
import dev.bellwether.response.InMemoryResponses;

class InMemoryQuietTest extends QuietContract {

    @Override
    protected void create() {
        var standing = new InMemoryAlerts();
        var trail = new InMemoryAuditTrail();
        alerts = standing;
        audit = trail;
        log = new InMemoryNotificationLog(standing);
        silences = new InMemorySilences(trail);
        responses = new InMemoryResponses(trail);
    }

    @Override
    protected void reopen() {} // memory is all there is
}
