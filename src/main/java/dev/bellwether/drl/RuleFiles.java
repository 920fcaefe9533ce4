package dev.bellwether.drl;

import dev.bellwether.problem.Location;
import dev.bellwether.problem.Problems;
import dev.bellwether.problem.ProblemsException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Finds and reads {@code *.drl}, and the tables {@code *.drl.csv} and {@code *.drl.xlsx}, under a directory. Hidden files and
 * directories are passed over: editors keep their half-written copies there, and Kubernetes the other versions of a
 * mounted ConfigMap. So are the {@code ~$} files beside a spreadsheet that somebody has open.
 */
public final class RuleFiles {

    /** A rule file is written by hand; what is larger is something else. */
    static final int MOST_BYTES = 1 << 20;

    private static final int MOST_FILES = 2_000;
    private static final int DEPTH = 16;
    private static final String SUFFIX = ".drl";
    private static final String TABLE = ".drl.csv";
    private static final String SPREADSHEET = ".drl.xlsx";

    /** The table of limits, directly under the directory. */
    static final String LIMITS = "limits.csv";

    /** What else a reload reads: the limits, and the confirmation of a loss. */
    private static final Set<String> OTHERS = Set.of(LIMITS, "confirm.txt");

    private RuleFiles() {}

    /** The readable files by name; the others are told to {@code problems}. */
    public static List<RuleFile> read(Path directory, Problems problems) {
        var files = new ArrayList<RuleFile>();
        try {
            List<Path> paths = find(directory, RuleFiles::isRules);
            if (paths.size() > MOST_FILES) {
                problems.add(
                        Location.of(directory.toString()),
                        "holds more than " + MOST_FILES + " rule files",
                        "put rules that belong together in one file");
            }
            for (Path path : paths) {
                read(path, files, problems);
            }
        } catch (IOException | UncheckedIOException e) {
            problems.add(Location.of(directory.toString()), "cannot be listed: " + reason(e));
        }
        return files;
    }

    /** The table of limits, unread, when there is one. */
    static Optional<RuleFile> limits(Path directory, Problems problems) {
        Path path = directory.resolve(LIMITS);
        var files = new ArrayList<RuleFile>();
        if (Files.exists(path)) {
            read(path, files, problems);
        }
        return files.stream().findFirst();
    }

    static boolean isLimits(String name) {
        return Path.of(name).endsWith(LIMITS);
    }

    /** Changes when a file appears, disappears, grows, shrinks or is written to; reads none of them. */
    public static String fingerprint(Path directory) {
        var text = new StringBuilder();
        try {
            for (Path path : find(directory, name -> isRules(name) || OTHERS.contains(name))) {
                text.append(path)
                        .append(' ')
                        .append(Files.size(path))
                        .append(' ')
                        .append(Files.getLastModifiedTime(path).toMillis())
                        .append('\n');
            }
        } catch (IOException | UncheckedIOException e) {
            text.append(reason(e));
        }
        return text.toString();
    }

    /** Twelve hexadecimal digits that stand for the names and texts of the files. */
    public static String hash(List<RuleFile> files) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (RuleFile file : files) {
                digest.update(file.name().getBytes(StandardCharsets.UTF_8));
                digest.update((byte) 0);
                digest.update(file.text().getBytes(StandardCharsets.UTF_8));
                digest.update((byte) 0);
            }
            return HexFormat.of().formatHex(digest.digest(), 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static boolean isRules(String name) {
        return name.endsWith(SUFFIX) || name.endsWith(TABLE) || name.endsWith(SPREADSHEET);
    }

    private static List<Path> find(Path directory, Predicate<String> wanted) throws IOException {
        try (Stream<Path> walk = Files.walk(directory, DEPTH, FileVisitOption.FOLLOW_LINKS)) {
            return walk.filter(path -> wanted.test(path.getFileName().toString()))
                    .filter(path -> !isHidden(directory, path))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .limit(MOST_FILES + 1L)
                    .toList();
        }
    }

    private static boolean isHidden(Path directory, Path path) {
        for (Path part : directory.relativize(path)) {
            if (part.toString().startsWith(".") || part.toString().startsWith("~$")) {
                return true;
            }
        }
        return false;
    }

    private static void read(Path path, List<RuleFile> files, Problems problems) {
        try (InputStream in = Files.newInputStream(path)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                problems.add(
                        Location.of(path.toString()),
                        "is larger than " + MOST_BYTES / 1024 + " KB",
                        "spread its rules over several files");
                return;
            }
            if (path.toString().endsWith(SPREADSHEET)) {
                make(path, XlsxTables.of(path), files, problems);
            } else {
                decode(path, bytes, files, problems);
            }
        } catch (ProblemsException e) {
            problems.addAll(e.problems());
        } catch (IOException e) {
            problems.add(Location.of(path.toString()), "cannot be read: " + reason(e));
        }
    }

    private static void decode(Path path, byte[] bytes, List<RuleFile> files, Problems problems)
            throws CharacterCodingException {
        CharsetDecoder utf8 = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        try {
            String text = utf8.decode(in).toString();
            // some editors begin a file with a byte order mark; the parser stumbles over it
            String bare = text.startsWith("\uFEFF") ? text.substring(1) : text;
            if (path.toString().endsWith(TABLE)) {
                Table table = CsvCells.of(path.toString(), bare.replace("\r\n", "\n"));
                make(path, List.of(table), files, problems);
            } else {
                files.add(new RuleFile(path.toString(), bare));
            }
        } catch (CharacterCodingException e) {
            int line = 1;
            for (int i = 0; i < in.position(); i++) {
                line += bytes[i] == '\n' ? 1 : 0;
            }
            problems.add(Location.of(path.toString(), line), "is not UTF-8 text", "save the file as UTF-8");
        }
    }

    private static void make(Path path, List<Table> tables, List<RuleFile> files, Problems problems) {
        TableRules.of(path.toString(), tables, problems).ifPresent(files::add);
    }

    private static String reason(Exception e) {
        return e instanceof java.nio.file.NoSuchFileException
                ? "there is no such directory"
                : e.getClass().getSimpleName() + " " + e.getMessage();
    }
}
