package dev.bellwether.history;

import dev.bellwether.kpi.Kpi;
import java.time.Instant;
import java.util.List;

/** The snapshots of one KPI at one instant, made chunk by chunk so that a million of them never stand at once. */
public interface Snapshots {

    Kpi kpi();

    Instant at();

    /** How many series there are to judge. */
    int size();

    /** The snapshots {@code from} (inclusive) to {@code to} (exclusive). May be called by several threads at once. */
    List<Snapshot> chunk(int from, int to);
}
