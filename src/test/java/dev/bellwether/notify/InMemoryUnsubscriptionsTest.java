package dev.bellwether.notify;

import dev.bellwether.audit.InMemoryAuditTrail;

class InMemoryUnsubscriptionsTest extends UnsubscriptionsContract {

    @Override
    protected void create() {
        audit = new InMemoryAuditTrail();
        unsubscriptions = new InMemoryUnsubscriptions(audit);
    }
}
