package dev.bellwether.cli;

import dev.bellwether.problem.Location;
import dev.bellwether.problem.Problem;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What {@code check} found.
 *
 * @param files all that were looked at, by name; also those that could not be read
 * @param mistakes by file, line and column, each once
 * @param hints likewise
 */
record CheckReport(List<String> files, List<Problem> mistakes, List<Problem> hints) {

    private static final Comparator<Problem> BY_PLACE = Comparator.comparing(
            Problem::where,
            Comparator.comparing(Location::file)
                    .thenComparingInt(Location::line)
                    .thenComparingInt(Location::column));

    static CheckReport of(Stream<String> files, Stream<Problem> mistakes, Stream<Problem> hints) {
        List<Problem> sorted = mistakes.distinct().sorted(BY_PLACE).toList();
        List<String> all = Stream.concat(
                        files, sorted.stream().map(problem -> problem.where().file()))
                .distinct()
                .sorted()
                .toList();
        return new CheckReport(all, sorted, hints.distinct().sorted(BY_PLACE).toList());
    }

    List<Problem> mistakesIn(String file) {
        return mistakes.stream()
                .filter(mistake -> mistake.where().file().equals(file))
                .toList();
    }
}
