package dev.bellwether.audit;

import java.util.List;

/** The record of deeds: it only grows. Other ports write theirs in the transaction that stores the change itself. */
public interface AuditTrail {

    void record(Deed deed);

    /** The newest first, at most {@code limit}. */
    List<Deed> latest(int limit);
}
