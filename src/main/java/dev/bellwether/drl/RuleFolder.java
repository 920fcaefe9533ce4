package dev.bellwether.drl;

import dev.bellwether.limit.Limits;
import dev.bellwether.limit.LimitsReader;
import dev.bellwether.problem.Problems;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All that stands under {@code rules/} at one moment: rules, and the table of limits.
 *
 * @param rules by name
 */
public record RuleFolder(List<RuleFile> rules, Optional<RuleFile> limits) {

    public RuleFolder {
        rules = List.copyOf(rules);
    }

    /** What can be read; the rest is told to {@code problems}. */
    public static RuleFolder read(Path directory, Problems problems) {
        return new RuleFolder(RuleFiles.read(directory, problems), RuleFiles.limits(directory, problems));
    }

    /** The limits in the table; what is wrong with them is told to {@code problems}. */
    public Limits readLimits(Problems problems) {
        return limits.map(file -> LimitsReader.read(file.name(), file.text(), problems))
                .orElse(Limits.NONE);
    }

    /** Twelve hexadecimal digits that stand for the names and texts of the files. */
    public String hash() {
        return RuleFiles.hash(files().sorted(RuleFile.BY_NAME).toList());
    }

    public Stream<RuleFile> files() {
        return Stream.concat(rules.stream(), limits.stream());
    }

    public Optional<RuleFile> file(String name) {
        return files().filter(file -> file.name().equals(name)).findFirst();
    }

    /** Without the file of this name. */
    public RuleFolder without(String name) {
        return new RuleFolder(
                rules.stream().filter(file -> !file.name().equals(name)).toList(),
                limits.filter(file -> !file.name().equals(name)));
    }

    /** With the file, in the place of the one that has its name. */
    public RuleFolder with(RuleFile file) {
        if (RuleFiles.isLimits(file.name())) {
            return new RuleFolder(rules, Optional.of(file));
        }
        List<RuleFile> some = new ArrayList<>(without(file.name()).rules());
        some.add(file);
        return new RuleFolder(some, limits);
    }

    /** The same, those first that stand in {@code old} too: of two that clash, the later one is told of. */
    public RuleFolder oldestFirst(RuleFolder old) {
        Comparator<RuleFile> oldFirst =
                Comparator.comparing(file -> !old.rules().contains(file));
        return new RuleFolder(
                rules.stream().sorted(oldFirst.thenComparing(RuleFile.BY_NAME)).toList(), limits);
    }
}
