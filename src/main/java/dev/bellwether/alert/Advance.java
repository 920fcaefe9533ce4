package dev.bellwether.alert;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

    /**
     * The same with every transition counted on from what its fingerprint has seen before, so that numbers have no gap
     * and no repeat even where an alert takes the place of one that ended or was dropped.
     *
     * @param seen how many transitions each fingerprint has seen; absent for one never heard of
     */
    public Advance numberedAfter(Map<String, Integer> seen) {
        var counts = new HashMap<>(seen);
        List<Transition> numbered = transitions.stream()
                .map(transition ->
                        transition.numbered(counts.merge(transition.alert().fingerprint(), 1, Integer::sum)))
                .toList();
        List<Alert> counted = changed.stream()
                .map(alert -> alert.counted(counts.getOrDefault(alert.fingerprint(), alert.transitions())))
                .toList();
        return new Advance(counted, dropped, numbered);
    }
}
