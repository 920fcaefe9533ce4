package dev.bellwether.alert;

import java.util.Locale;

/** How soon a person must act, mildest first. */
public enum Severity {
    INFO,
    WARNING,
    HIGH,
    CRITICAL;

    /** As rules and labels write it, such as {@code critical}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
