package dev.bellwether.response;

import java.util.Locale;

/** What an alert was worth to the one who got it. */
public enum Verdict {
    USEFUL,
    NOISE,
    /** True, but known beforehand. */
    EXPECTED;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
