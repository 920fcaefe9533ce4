package dev.bellwether.alert;

import java.util.Locale;

/** Why an alert changed. */
public enum Cause {
    /** Its rule has been breached for long enough, or for the first time. */
    BREACHED,
    /** It fires and has become worse than it has been since it fired. */
    ESCALATED,
    /** It fired and was resolved again and again of late; until it is steady it stays firing. */
    UNSTABLE,
    /** Its readings have been good for long enough. */
    GOOD_AGAIN,
    /** There is no such rule any more, or not over this KPI; nothing is known of its readings. */
    RULE_REMOVED,
    /** Its KPI is no longer watched; nothing is known of its readings. */
    KPI_REMOVED,
    /** It fired, and its rule now asks for a longer hold than it has had. */
    HOLD_LONGER;

    /** As JSON writes it, such as {@code rule_removed}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
