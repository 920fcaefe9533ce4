package dev.bellwether.limit;

import dev.bellwether.kpi.Labels;
import dev.bellwether.limit.Limits.Row;
import dev.bellwether.problem.Problems;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds rows of which nobody could say which one counts: equally specific, and a series could match both. */
final class TieCheck {

    private final Map<String, List<Row>> rows;
    private final Problems problems;

    TieCheck(List<Row> rows, Problems problems) {
        this.rows = rows.stream().collect(Collectors.groupingBy(Row::limit, LinkedHashMap::new, Collectors.toList()));
        this.problems = problems;
    }

    void check() {
        rows.values().forEach(this::check);
    }

    private void check(List<Row> ofLimit) {
        for (int i = 0; i < ofLimit.size(); i++) {
            for (int j = 0; j < i; j++) {
                check(ofLimit.get(j), ofLimit.get(i), ofLimit);
            }
        }
    }

    private void check(Row first, Row second, List<Row> ofLimit) {
        if (first.labels().equals(second.labels())) {
            if (first.validFrom().equals(second.validFrom())) {
                problems.add(
                        second.place(),
                        "limit \"" + second.limit() + "\" is given twice for " + inWords(second.labels()),
                        "the other is in " + first.place() + "; keep one, or give the newer a valid_from");
            }
        } else if (first.labels().size() == second.labels().size()) {
            both(first.labels(), second.labels())
                    .filter(labels ->
                            ofLimit.stream().noneMatch(row -> row.labels().equals(labels)))
                    .ifPresent(labels -> problems.add(
                            second.place(),
                            "limit \"" + second.limit() + "\": for " + inWords(labels)
                                    + " this row counts as much as the one in " + first.place(),
                            "add a row for " + inWords(labels) + ", or take a label away"));
        }
    }

    /** The labels of series that match both, if there can be any. */
    private static Optional<Labels> both(Labels first, Labels second) {
        Map<String, String> all = new LinkedHashMap<>(first.asMap());
        for (Map.Entry<String, String> label : second.asMap().entrySet()) {
            String other = all.putIfAbsent(label.getKey(), label.getValue());
            if (other != null && !other.equals(label.getValue())) {
                return Optional.empty();
            }
        }
        return Optional.of(Labels.of(all));
    }

    private static String inWords(Labels labels) {
        return labels.isEmpty() ? "all" : labels.toString();
    }
}
