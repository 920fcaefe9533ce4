package dev.bellwether.access;

import java.time.Instant;

/** Which links were used up, and the key that seals them; both outlive a restart. */
public interface LinkUses {

    /** The key that is kept; this one is kept from now on where there was none. */
    byte[] keyOr(byte[] made);

    boolean isUsed(Mandate mandate);

    /** Remembers it until it expires anyway. */
    void use(Mandate mandate, Instant at);
}
