package dev.bellwether.rules;

import dev.bellwether.kpi.Kpi;
import dev.bellwether.problem.Problem;
import dev.bellwether.problem.ProblemsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** A directory of rule files, written as tests need them. */
final class RuleDirectory {

    static final String HEAD = """
            package bellwether.rules;
            import dev.bellwether.history.Snapshot;
            import dev.bellwether.alert.Breach;
            import accumulate dev.bellwether.rules.DistinctCount distinct;
            global dev.bellwether.rules.Breaches breaches;

            """;

    /** Lines before the first rule of a file written by {@link #write}. */
    static final int HEAD_LINES = 6;

    private final Path path;

    RuleDirectory(Path path) {
        this.path = path;
    }

    Path path() {
        return path;
    }

    /** A file with the usual imports, and these rules. */
    RuleDirectory write(String name, String rules) {
        return writeText(name, HEAD + rules);
    }

    RuleDirectory writeText(String name, String text) {
        try {
            Path file = path.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A rule with these conditions and all that a rule needs besides; four lines, the conditions on the third. */
    static String rule(String name, String snapshotConditions) {
        return """
                rule "%s" @severity("high") @owner("ops") @summary("{{market}}: {{value}}") @runbook("r.md")
                when
                  $s : Snapshot( %s )
                then breaches.raise($s); end
                """.formatted(name, snapshotConditions);
    }

    RuleBase load() {
        return load(TestKpis.ALL);
    }

    RuleBase load(Collection<Kpi> kpis) {
        return new RuleLoader(Runnable::run, 1, 100_000).load(path, kpis); // no storms here
    }

    /** The mistakes in the files, one a line, each named without this directory; empty when there are none. */
    String mistakes() {
        try (RuleBase base = load()) {
            return "";
        } catch (ProblemsException e) {
            return written(e.problems());
        }
    }

    String written(List<Problem> problems) {
        return problems.stream()
                .map(problem -> problem.toString().replace(path + "/", ""))
                .collect(Collectors.joining("\n"));
    }
}
