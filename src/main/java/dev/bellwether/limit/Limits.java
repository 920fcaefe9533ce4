package dev.bellwether.limit;

import dev.bellwether.kpi.Labels;
import dev.bellwether.problem.Location;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Named thresholds. Of the rows of a limit that match a series, the most specific one counts, that is the one with the
 * most labels; of rows with the same labels the one that came into force last.
 */
public final class Limits {

    public static final Limits NONE = new Limits(List.of());

    private static final Comparator<Row> SPECIFIC_FIRST = Comparator.comparingInt(
                    (Row row) -> row.labels().size())
            .thenComparing(Row::validFrom)
            .reversed();

    private final Map<String, List<Row>> rows;

    /**
     * One row of the table.
     *
     * @param limit its name, such as {@code late_ratio_max}
     * @param labels what a series must have for the row to match; empty matches all
     * @param validFrom before this it does not exist; {@link Instant#MIN} when it always has
     * @param note for people
     * @param place where it is written
     */
    public record Row(String limit, Labels labels, double value, Instant validFrom, String note, Location place) {

        boolean matches(Labels series) {
            return labels.isIn(series);
        }
    }

    private Limits(Collection<Row> rows) {
        this.rows = rows.stream()
                .collect(Collectors.groupingBy(
                        Row::limit,
                        TreeMap::new,
                        Collectors.collectingAndThen(
                                Collectors.toList(),
                                some -> some.stream().sorted(SPECIFIC_FIRST).toList())));
    }

    /** @param rows no two of which are equally specific and match the same series at the same time */
    public static Limits of(Collection<Row> rows) {
        return new Limits(rows);
    }

    /** Their names. */
    public Set<String> names() {
        return rows.keySet();
    }

    /** Of all limits, by name. */
    public List<Row> rows() {
        return rows.values().stream().flatMap(List::stream).toList();
    }

    public List<Row> rowsOf(String limit) {
        return rows.getOrDefault(limit, List.of());
    }

    /** The limit for a series at a time; {@code NaN}, with which every comparison is false, where no row matches. */
    public double value(String limit, Labels series, Instant at) {
        List<Row> ofLimit = rows.getOrDefault(limit, List.of());
        for (int i = 0; i < ofLimit.size(); i++) { // asked once for each snapshot and rule, so without a stream
            Row row = ofLimit.get(i);
            if (row.matches(series) && !row.validFrom().isAfter(at)) {
                return row.value();
            }
        }
        return Double.NaN;
    }

    /** The row that {@link #value} speaks of. */
    public Optional<Row> row(String limit, Labels series, Instant at) {
        return rowsOf(limit).stream()
                .filter(row -> row.matches(series) && !row.validFrom().isAfter(at))
                .findFirst();
    }

    /** These, with {@code others} in the place of rows for the same limit and labels. */
    public Limits with(Collection<Row> others) {
        var all = new ArrayList<Row>();
        rows.values().stream()
                .flatMap(List::stream)
                .filter(row -> others.stream()
                        .noneMatch(other -> other.limit().equals(row.limit())
                                && other.labels().equals(row.labels())))
                .forEach(all::add);
        all.addAll(others);
        return new Limits(all);
    }
}
