package dev.bellwether.access;

import java.util.Locale;

/** What somebody may do. Each role may do what those before it may. */
public enum Role {
    /** Looks at everything but the audit. */
    VIEWER,
    /** Answers: takes alerts over, silences, judges them. */
    OPERATOR,
    /** Changes KPIs and rules. */
    EDITOR,
    /** Sees who did what. */
    ADMIN;

    public boolean includes(Role other) {
        return compareTo(other) >= 0;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
