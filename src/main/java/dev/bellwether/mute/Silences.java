package dev.bellwether.mute;

import dev.bellwether.audit.Deed;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The silences, kept over restarts; each change together with its row of the audit trail. */
public interface Silences {

    /** Those that have not ended, soonest end first. */
    List<Silence> standing(Instant now);

    /** Those that ended, newest end first, at most {@code limit}. */
    List<Silence> ended(Instant now, int limit);

    /** One that stands or has ended. */
    Optional<Silence> find(String id);

    /** Adds it or takes the place of the one with its id. */
    void store(Silence silence, Deed deed);

    /** Whether its author has been told that it is about to end. */
    boolean isReminded(String id);

    void markReminded(String id, Instant at);

    /** Forgets those that ended before {@code before}. */
    void dropBefore(Instant before);
}
