package dev.bellwether.catalogue;

import dev.bellwether.problem.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A folder {@code kpis} in which tests write. */
final class KpiFiles {

    private final Path folder;

    KpiFiles(Path parent) {
        folder = parent.resolve("kpis");
        try {
            Files.createDirectory(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path folder() {
        return folder;
    }

    /** A KPI without a mistake, as an entry of a file. */
    static String kpi(String id) {
        return """
                - id: %s
                  title: Orders not handed to the carrier in time
                  unit: ratio
                  direction: lower_is_better
                  tier: core
                  stage: post_purchase
                  stakeholder: sellers
                  owner: seller-success
                  grain: 1h
                  source: warehouse
                  query: SELECT ended_at AS at, late AS "value" FROM late WHERE ended_at > :from AND ended_at <= :to
                """.formatted(id);
    }

    void write(String file, String... entries) {
        try {
            Files.writeString(folder.resolve(file), String.join("", entries));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void remove(String file) {
        try {
            Files.delete(folder.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As printed, with the folder called {@code kpis}. */
    List<String> words(List<Problem> problems) {
        String path = folder.toString().replace('\\', '/');
        return problems.stream()
                .map(problem -> problem.toString().replace(path, "kpis"))
                .toList();
    }
}
