package dev.bellwether.alert;

import java.util.List;
import java.util.stream.Stream;

/**
 * What a tick changes.
 *
 * @param changed alerts as they stand now, new and resolved ones among them
 * @param dropped pending alerts that never fired and are no more
 * @param transitions the changes of state among {@code changed}
 */
public record Advance(List<Alert> changed, List<Alert> dropped, List<Transition> transitions) {

    /** Nothing changes. */
    public static final Advance NOTHING = new Advance(List.of(), List.of(), List.of());

    public Advance {
        changed = List.copyOf(changed);
        dropped = List.copyOf(dropped);
        transitions = List.copyOf(transitions);
    }

    /** These changes and those. */
    public Advance and(Advance other) {
        return new Advance(
                joined(changed, other.changed), joined(dropped, other.dropped), joined(transitions, other.transitions));
    }

    private static <T> List<T> joined(List<T> first, List<T> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }
}
