package dev.bellwether.mute;

import java.util.Locale;

/** Alertmanager's words. */
public enum SilenceState {
    /** It will mute: it has not begun, or is recurring and between two of its times. */
    PENDING,
    ACTIVE,
    EXPIRED;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
