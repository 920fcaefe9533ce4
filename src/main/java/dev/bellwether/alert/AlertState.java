package dev.bellwether.alert;

import java.util.Locale;

/** The only states; inactive is the absence of an alert. Words and meaning are Prometheus'. */
public enum AlertState {
    PENDING,
    FIRING,
    RESOLVED;

    /** As labels write it, such as {@code firing}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
