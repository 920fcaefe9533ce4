package dev.bellwether.ruletest;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Finds {@code *.test.yml}. */
public final class RuleTestFiles {

    private static final int DEPTH = 16;

    private RuleTestFiles() {}

    /**
     * The files among {@code places}, and those in the folders among them and below, each once, by name. What is hidden
     * in a folder is passed over: editors keep their half-written copies there.
     */
    public static List<Path> find(Collection<Path> places) throws IOException {
        var found = new TreeSet<Path>();
        for (Path place : places) {
            if (Files.isDirectory(place)) {
                found.addAll(below(place));
            } else {
                found.add(place.normalize());
            }
        }
        return List.copyOf(found);
    }

    private static List<Path> below(Path folder) throws IOException {
        try (Stream<Path> walk = Files.walk(folder, DEPTH, FileVisitOption.FOLLOW_LINKS)) {
            return walk.filter(path -> path.getFileName().toString().matches(".*\\.test\\.ya?ml"))
                    .filter(path -> !isHidden(folder, path))
                    .filter(Files::isRegularFile)
                    .map(Path::normalize)
                    .toList();
        }
    }

    private static boolean isHidden(Path folder, Path path) {
        for (Path part : folder.relativize(path)) {
            if (part.toString().startsWith(".")) {
                return true;
            }
        }
        return false;
    }
}
