package dev.bellwether.cli;

import java.util.Locale;

/** How an answer is written. */
enum Format {
    /** For people. */
    TEXT,
    /** One document, for programs. */
    JSON,
    /** For what shows test results, as Surefire writes them. */
    JUNIT;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
