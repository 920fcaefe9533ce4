package dev.bellwether.exposition;

import dev.bellwether.kpi.Labels;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes series' own labels fit beside ours: dimensions are named by people, and one may be called "severity". One for
 * each scrape; it remembers the names it has seen.
 */
final class LabelNames {

    private static final String OURS_TAKEN = "dimension_";

    private final Map<String, String> validNames = new HashMap<>();

    /** Our labels as they are, then the series' own; one that would hide another gets a prefix, as {@code dimension_kpi}. */
    io.prometheus.metrics.model.snapshots.Labels merge(Map<String, String> ours, Labels own) {
        var merged = new LinkedHashMap<>(ours);
        own.asMap()
                .forEach((name, value) ->
                        merged.put(free(validNames.computeIfAbsent(name, LabelNames::valid), merged.keySet()), value));
        List<String> names = new ArrayList<>(merged.keySet());
        List<String> values = new ArrayList<>(merged.values());
        return io.prometheus.metrics.model.snapshots.Labels.of(names, values);
    }

    private static String free(String name, Set<String> taken) {
        String candidate = taken.contains(name) ? OURS_TAKEN + name : name;
        for (int i = 2; taken.contains(candidate); i++) {
            candidate = OURS_TAKEN + name + "_" + i;
        }
        return candidate;
    }

    /** Letters, digits and underscores, as every Prometheus takes them; two underscores in front are Prometheus' own. */
    private static String valid(String name) {
        String plain = name.replaceAll("[^a-zA-Z0-9_]", "_").replaceFirst("^_+", "");
        return plain.isEmpty() || Character.isDigit(plain.charAt(0)) ? OURS_TAKEN + plain : plain;
    }
}
