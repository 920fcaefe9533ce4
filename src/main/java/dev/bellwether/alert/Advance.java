package dev.bellwether.alert;

import java.util.List;

/**
 * What a tick changes.
 *
 * @param changed alerts as they stand now, new and resolved ones among them
 * @param dropped pending alerts that never fired and are no more
 * @param transitions the changes of state among {@code changed}
 */
public record Advance(List<Alert> changed, List<Alert> dropped, List<Transition> transitions) {

    public Advance {
        changed = List.copyOf(changed);
        dropped = List.copyOf(dropped);
        transitions = List.copyOf(transitions);
    }
}
