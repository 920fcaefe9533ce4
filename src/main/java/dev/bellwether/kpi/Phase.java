package dev.bellwether.kpi;

import java.util.Locale;

/** How far a sale is: before it buyers fill their carts and wait, after it they rest, and their parcels come late. */
public enum Phase {
    TEASER,
    OPEN,
    RUNNING,
    CLOSING,
    HANGOVER,
    DELIVERY_ECHO;

    /** As rules and calendars write it, {@code delivery_echo}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
