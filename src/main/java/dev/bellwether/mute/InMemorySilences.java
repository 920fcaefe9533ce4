package dev.bellwether.mute;

import dev.bellwether.audit.AuditTrail;
import dev.bellwether.audit.Deed;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Keeps all in memory, for tests. */
public final class InMemorySilences implements Silences {

    private final AuditTrail audit;
    private final Map<String, Silence> byId = new LinkedHashMap<>();
    private final Set<String> reminded = new HashSet<>();

    public InMemorySilences(AuditTrail audit) {
        this.audit = audit;
    }

    @Override
    public synchronized List<Silence> standing(Instant now) {
        return byId.values().stream()
                .filter(silence -> now.isBefore(silence.endsAt()))
                .sorted(Comparator.comparing(Silence::endsAt).thenComparing(Silence::id))
                .toList();
    }

    @Override
    public synchronized List<Silence> ended(Instant now, int limit) {
        return byId.values().stream()
                .filter(silence -> !now.isBefore(silence.endsAt()))
                .sorted(Comparator.comparing(Silence::endsAt).reversed().thenComparing(Silence::id))
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized Optional<Silence> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    @Override
    public synchronized void store(Silence silence, Deed deed) {
        byId.put(silence.id(), silence);
        reminded.remove(silence.id()); // it may have been prolonged
        audit.record(deed);
    }

    @Override
    public synchronized boolean isReminded(String id) {
        return reminded.contains(id);
    }

    @Override
    public synchronized void markReminded(String id, Instant at) {
        reminded.add(id);
    }

    @Override
    public synchronized void dropBefore(Instant before) {
        byId.values().removeIf(silence -> silence.endsAt().isBefore(before));
    }
}
