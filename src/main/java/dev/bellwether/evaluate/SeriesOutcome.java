package dev.bellwether.evaluate;

import java.util.Locale;

/** What became of one series at one tick. Only a fresh {@link #OK} lets an alert end; the last three freeze it. */
public enum SeriesOutcome {
    /** A fresh reading, and no rule found anything. */
    OK,
    /** A fresh reading in breach of a rule. */
    BAD,
    /** No reading, though the series usually has one. */
    NO_DATA,
    /** A reading older than the KPI's freshness: learned, not judged. */
    LATE,
    /** A row that could not be a reading. */
    ERROR;

    /** As metrics label it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
