package dev.bellwether.notify;

import dev.bellwether.audit.AuditTrail;
import dev.bellwether.audit.Deed;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Keeps all in memory, for tests. */
public final class InMemoryUnsubscriptions implements Unsubscriptions {

    private final AuditTrail audit;
    private final List<Unsubscription> standing = new ArrayList<>();

    public InMemoryUnsubscriptions(AuditTrail audit) {
        this.audit = audit;
    }

    @Override
    public synchronized List<Unsubscription> all() {
        return standing.stream()
                .sorted(Comparator.comparing(Unsubscription::receiver).thenComparing(Unsubscription::address))
                .toList();
    }

    @Override
    public synchronized void add(Unsubscription one, Deed deed) {
        boolean stands = standing.stream()
                .anyMatch(other -> other.receiver().equals(one.receiver())
                        && other.address().equals(one.address()));
        if (!stands) {
            standing.add(one);
            audit.record(deed);
        }
    }

    @Override
    public synchronized boolean remove(String receiver, String address, Deed deed) {
        boolean removed = standing.removeIf(
                one -> one.receiver().equals(receiver) && one.address().equals(address));
        if (removed) {
            audit.record(deed);
        }
        return removed;
    }
}
