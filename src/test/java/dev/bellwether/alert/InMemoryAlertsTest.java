package dev.bellwether.alert;

import java.util.List;

class InMemoryAlertsTest extends AlertsContract {

    private final InMemoryAlerts only = new InMemoryAlerts();

    @Override
    protected Alerts create() {
        return only;
    }

    @Override
    protected Alerts reopened() {
        return only;
    }

    @Override
    protected List<String> transitionsOf(String fingerprint) {
        return only.transitions().stream()
                .filter(one -> one.alert().fingerprint().equals(fingerprint))
                .map(one -> one.number() + " " + one.from() + "→" + one.to())
                .toList();
    }
}
