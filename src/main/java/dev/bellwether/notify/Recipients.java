package dev.bellwether.notify;

import dev.bellwether.kpi.Labels;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who of a receiver's addresses hears of an alert: some always, others because a label of the alert names their team.
 *
 * @param always addresses that hear of every alert
 * @param labels whose values are looked up among the owners, such as {@code owner}
 * @param owners addresses by team
 * @param fallback who hears of it where a label names no known team
 */
public record Recipients(
        List<String> always, List<String> labels, Map<String, List<String>> owners, List<String> fallback) {

    public Recipients {
        always = List.copyOf(always);
        labels = List.copyOf(labels);
        owners = Map.copyOf(owners);
        fallback = List.copyOf(fallback);
    }

    /** Everyone who may hear of something. */
    public List<String> all() {
        var all = new LinkedHashSet<>(always);
        if (!labels.isEmpty()) {
            owners.values().forEach(all::addAll);
            all.addAll(fallback);
        }
        return List.copyOf(all);
    }

    /**
     * Each once.
     *
     * @param routingLabels as {@link RoutingTree#routingLabels} gives them
     */
    public List<String> of(Labels routingLabels) {
        Set<String> found = new LinkedHashSet<>(always);
        for (String label : labels) {
            found.addAll(owners.getOrDefault(routingLabels.get(label), fallback));
        }
        return List.copyOf(found);
    }
}
