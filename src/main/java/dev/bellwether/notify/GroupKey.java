package dev.bellwether.notify;

import dev.bellwether.kpi.Labels;

/**
 * What makes a group: the route that took the alerts, and what they have in common.
 *
 * @param route {@link Route#key()}
 * @param labels the alerts' values of the route's {@code groupBy}
 */
public record GroupKey(String route, Labels labels) {

    /** Short and the same everywhere, for a database key. */
    public String hash() {
        return Sha256.hex(toString());
    }

    @Override
    public String toString() {
        return route + ":" + labels;
    }
}
