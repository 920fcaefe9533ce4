package dev.bellwether.access;

import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/** Keeps all in memory, for tests. */
public final class InMemoryLinkUses implements LinkUses {

    private final Set<Mandate> used = new HashSet<>();
    private byte[] key = new byte[0];

    @Override
    public synchronized byte[] keyOr(byte[] made) {
        if (key.length == 0) {
            key = made.clone();
        }
        return key.clone();
    }

    @Override
    public synchronized boolean isUsed(Mandate mandate) {
        return used.contains(mandate);
    }

    @Override
    public synchronized void use(Mandate mandate, Instant at) {
        used.removeIf(old -> old.expires().isBefore(at));
        used.add(mandate);
    }
}
