package dev.bellwether.catalogue;

import dev.bellwether.problem.Location;
import dev.bellwether.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What the KPI files held at one moment. Each file is read once, so that what is compared, parsed and remembered is the
 * same text even while somebody saves.
 *
 * @param stamps what tells cheaply whether a file was touched, by path
 * @param files in the order of their names
 * @param problems why files, or the whole folder, could not be read
 */
record KpiFolder(Map<Path, Stamp> stamps, List<File> files, List<Problem> problems) {

    static final KpiFolder NEVER_READ = new KpiFolder(Map.of(), List.of(), List.of());

    /** Size and time of last change. */
    record Stamp(long size, FileTime modified) {}

    /**
     * A file.
     *
     * @param name as the person would name it, from the folder given
     */
    record File(String name, byte[] content) {

        boolean isCalled(String fileName) {
            return name.equals(fileName) || name.endsWith("/" + fileName);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof File that && name.equals(that.name) && Arrays.equals(content, that.content);
        }

        @Override
        public int hashCode() {
            return 31 * name.hashCode() + Arrays.hashCode(content);
        }
    }

    static KpiFolder read(Path folder) {
        var problems = new ArrayList<Problem>();
        Map<Path, Stamp> stamps = Map.of();
        var files = new ArrayList<File>();
        try {
            stamps = stampsOf(folder);
        } catch (IOException e) {
            problems.add(new Problem(
                    Location.of(nameOf(folder)),
                    "cannot be read: " + e,
                    "check that the folder exists and may be read"));
            return new KpiFolder(stamps, files, problems);
        }
        for (Path path : stamps.keySet()) {
            try {
                files.add(new File(nameOf(path), Files.readAllBytes(path)));
            } catch (IOException e) {
                problems.add(
                        new Problem(Location.of(nameOf(path)), "cannot be read: " + e, "check that it may be read"));
            }
        }
        if (stamps.isEmpty()) {
            problems.add(new Problem(
                    Location.of(nameOf(folder)), "holds no *.yml file", "write one, or name the folder that has them"));
        }
        return new KpiFolder(stamps, List.copyOf(files), List.copyOf(problems));
    }

    /** Files that begin with a dot are an editor's, not a person's. */
    static Map<Path, Stamp> stampsOf(Path folder) throws IOException {
        var stamps = new TreeMap<Path, Stamp>();
        try (Stream<Path> paths = Files.list(folder)) {
            for (Path path : (Iterable<Path>) paths::iterator) {
                String name = path.getFileName().toString();
                boolean isYaml = name.endsWith(".yml") || name.endsWith(".yaml");
                if (isYaml && !name.startsWith(".") && Files.isRegularFile(path)) {
                    stamps.put(path, new Stamp(Files.size(path), Files.getLastModifiedTime(path)));
                }
            }
        }
        return stamps;
    }

    boolean holdsTheSameAs(KpiFolder other) {
        return files.equals(other.files) && problems.equals(other.problems);
    }

    private static String nameOf(Path path) {
        return path.normalize().toString().replace('\\', '/');
    }
}
