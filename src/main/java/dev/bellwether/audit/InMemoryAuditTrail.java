package dev.bellwether.audit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Keeps all in memory, for tests. */
public final class InMemoryAuditTrail implements AuditTrail {

    private final List<Deed> deeds = new ArrayList<>();

    @Override
    public synchronized void record(Deed deed) {
        deeds.add(deed);
    }

    @Override
    public synchronized List<Deed> latest(int limit) {
        var newestFirst = new ArrayList<>(deeds);
        Collections.reverse(newestFirst);
        return List.copyOf(newestFirst.subList(0, Math.min(limit, newestFirst.size())));
    }
}
