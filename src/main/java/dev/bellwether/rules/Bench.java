package dev.bellwether.rules;

import dev.bellwether.alert.AlertRule;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** Rules that throw again and again sit here until their files change. */
final class Bench {

    /** Ticks running in which a rule throws before it is benched: one bad reading is no bad rule. */
    static final int PATIENCE = 3;

    private final Map<String, Integer> running = new HashMap<>();
    private final Map<String, String> benched = new TreeMap<>();
    private boolean hasChanged;

    /**
     * @param judged the rules of the tick
     * @param failures those that threw
     */
    synchronized void heed(Collection<AlertRule> judged, Map<String, RuleFailure> failures) {
        judged.stream()
                .map(AlertRule::name)
                .filter(name -> !failures.containsKey(name))
                .forEach(running::remove);
        failures.forEach((rule, failure) -> {
            if (!failure.isOfData() && running.merge(rule, 1, Integer::sum) == PATIENCE) {
                benched.put(rule, failure.getMessage() + ", " + PATIENCE + " ticks running");
                hasChanged = true;
            }
        });
    }

    /** Whether a rule has been benched since {@link #benched} was asked. */
    synchronized boolean hasChanged() {
        return hasChanged;
    }

    /** By name, each with why. */
    synchronized Map<String, String> benched() {
        hasChanged = false;
        return Map.copyOf(benched);
    }

    synchronized void clear() {
        running.clear();
        benched.clear();
        hasChanged = false;
    }
}
