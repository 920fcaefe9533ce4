package dev.bellwether.alert;

import dev.bellwether.alert.Breach.Figures;
import org.jspecify.annotations.Nullable;

/**
 * What is known at a tick of an active alert that no rule raised.
 *
 * @param figures of its reading; null where nobody looked
 */
public record Word(Kind kind, @Nullable Figures figures) {

    /** What a tick can say. */
    public enum Kind {
        /** Nothing: its source failed, its series had no reading, its rule could not be judged. */
        UNKNOWN,
        /** A sound reading that its rule finds good, and {@code @clear} not yet good enough. */
        NEAR,
        /** A sound reading, and all is well. */
        GOOD,
        /** There is no such rule any more. */
        RULE_REMOVED,
        /** There is no such KPI any more. */
        KPI_REMOVED
    }

    public static final Word UNKNOWN = new Word(Kind.UNKNOWN, null);
    public static final Word GOOD = new Word(Kind.GOOD, null);
    public static final Word RULE_REMOVED = new Word(Kind.RULE_REMOVED, null);
    public static final Word KPI_REMOVED = new Word(Kind.KPI_REMOVED, null);
}
