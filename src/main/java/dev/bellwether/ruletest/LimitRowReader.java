package dev.bellwether.ruletest;

import dev.bellwether.catalogue.Catalogue;
import dev.bellwether.kpi.Labels;
import dev.bellwether.limit.Limits;
import dev.bellwether.problem.DidYouMean;
import dev.bellwether.yaml.YamlForm;
import dev.bellwether.yaml.YamlMap;
import dev.bellwether.yaml.YamlNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads {@code limits}: {@code {limit: late_ratio_max, market: BR, value: 0.08}}, every other key being a label. */
final class LimitRowReader {

    private final Limits known;
    private final Set<String> dimensions = new TreeSet<>();

    LimitRowReader(Catalogue catalogue, Limits known) {
        this.known = known;
        catalogue.kpis().forEach(kpi -> dimensions.addAll(kpi.dimensions()));
    }

    /** The rows without a mistake. */
    List<Limits.Row> read(YamlNode node) {
        var rows = new ArrayList<Limits.Row>();
        for (YamlNode entry : node.list("limits")) {
            entry.map("a limit").flatMap(map -> row(entry, map)).ifPresent(row -> {
                boolean isTwice = rows.stream()
                        .anyMatch(other -> other.limit().equals(row.limit())
                                && other.labels().equals(row.labels()));
                if (isTwice) {
                    entry.problem("limit \"" + row.limit() + "\" is given twice for the same labels", "keep one");
                }
                rows.add(row);
            });
        }
        return rows;
    }

    private Optional<Limits.Row> row(YamlNode entry, YamlMap map) {
        Optional<String> limit = map.require("limit", YamlForm.TEXT);
        Optional<Double> value = map.require("value", YamlForm.NUMBER);
        limit.filter(name -> !known.names().contains(name))
                .ifPresent(name -> map.problem(
                        "limit", "there is no limit \"" + name + "\"", DidYouMean.sentence(name, known.names())));
        var labels = new LinkedHashMap<String, String>();
        map.entries().forEach((key, node) -> {
            if (key.equals("limit") || key.equals("value")) {
                return;
            }
            if (!dimensions.contains(key)) {
                map.problem(key, "no KPI has a dimension \"" + key + "\"", DidYouMean.sentence(key, dimensions));
            }
            node.as(YamlForm.TEXT).ifPresent(text -> labels.put(key, text));
        });
        if (limit.isEmpty() || value.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Limits.Row(limit.get(), Labels.of(labels), value.get(), Instant.MIN, "", entry.where()));
    }
}
