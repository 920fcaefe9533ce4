package dev.bellwether.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.drl.Field;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A page of documentation, read as a newcomer reads it: in a copy of the shipped files each file it shows is written,
 * each change is made, and each command is run, from top to bottom.
 *
 * <p>A block that begins with {@code ```drl rules/a.drl} is that file; {@code ```diff rules/a.drl} changes it; after
 * {@code ```diff rules/a.drl mistake} and the command that follows the file is as it was before. What a {@code
 * ```console} block shows below a line {@code $ …} is what that command prints.
 */
final class RulesPage {

    private static final String FENCE = "```";
    private static final String PROMPT = "$ java -jar target/bellwether.jar ";
    private static final String FIGURES = "<!-- figures: made from the code -->";
    private static final String END_OF_FIGURES = "<!-- end of figures -->";
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");
    private static final Pattern SECONDS = Pattern.compile("\\d+\\.\\d\\d s\\b");

    private final Path home;
    private final List<String> lines;
    private final List<String> written = new ArrayList<>();
    private Runnable undo = () -> {};
    private boolean isMistaken;
    private int commands;
    private int next;

    /** @param home an empty folder */
    RulesPage(String text, Path home) {
        this.lines = text.lines().toList();
        this.home = home;
    }

    /** The page as it is to be: with what the commands print now, and with the figures that there are now. */
    String replayed() throws IOException {
        for (String folder : List.of("kpis", "rules", "docs/runbooks")) {
            copy(Path.of(folder));
        }
        while (next < lines.size()) {
            String line = lines.get(next++);
            written.add(line);
            if (line.equals(FIGURES)) {
                written.addAll(figures());
                skipTo(END_OF_FIGURES);
            } else if (line.startsWith(FENCE)) {
                replay(line.substring(FENCE.length()).split(" "));
            }
        }
        return String.join("\n", written) + "\n";
    }

    /** How many commands were run. */
    int commands() {
        return commands;
    }

    /** The text without what no two runs have in common: how long they took. */
    static String withoutSeconds(String text) {
        return SECONDS.matcher(text).replaceAll("… s");
    }

    private void copy(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                write(file.toString(), Files.readString(file));
            }
        }
    }

    private void replay(String[] kind) throws IOException {
        List<String> block = new ArrayList<>();
        while (!lines.get(next).equals(FENCE)) {
            block.add(lines.get(next++));
        }
        next++;
        if (kind[0].equals("console")) {
            for (String line : block) {
                if (line.startsWith(PROMPT)) {
                    written.add(line);
                    List<String> printed = run(line.substring(PROMPT.length()));
                    assertThat(printed.isEmpty() && isMistaken)
                            .as("line %d: the mistake goes unnoticed", next)
                            .isFalse();
                    written.addAll(printed);
                }
            }
            undo.run();
            undo = () -> {};
            isMistaken = false;
        } else {
            written.addAll(block);
            if (kind[0].equals("diff")) {
                change(kind[1], block, kind.length == 3);
            } else if (kind.length == 2) {
                write(kind[1], text(block));
            }
        }
        written.add(FENCE);
    }

    private List<String> run(String command) {
        commands++;
        List<String> args = new ArrayList<>();
        Matcher word = WORD.matcher(command);
        while (word.find()) {
            args.add(word.group(1) == null ? word.group(2) : word.group(1));
        }
        args.replaceAll(arg -> arg.startsWith("rules/") ? home.resolve(arg).toString() : arg);
        for (String folder : List.of("kpis", "rules")) {
            args.add("--" + folder);
            args.add(home.resolve(folder).toString());
        }
        var printed = new StringWriter();
        var out = new PrintWriter(printed, true);
        new Cli(out, out).run(args.toArray(String[]::new));
        return printed.toString()
                .replace(home.toString().replace('\\', '/') + "/", "")
                .lines()
                .toList();
    }

    private void change(String name, List<String> block, boolean isMistake) throws IOException {
        String before = Files.readString(home.resolve(name));
        String old = text(block.stream().filter(line -> !line.startsWith("+")).map(line -> line.substring(1)));
        String fresh = text(block.stream().filter(line -> !line.startsWith("-")).map(line -> line.substring(1)));
        assertThat(before.split(Pattern.quote(old), -1))
                .as("%s holds once: %s", name, old)
                .hasSize(2);
        write(name, before.replace(old, fresh));
        if (isMistake) {
            undo = () -> write(name, before);
            isMistaken = true;
        }
    }

    private void write(String name, String text) {
        try {
            Path file = home.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(List<String> block) {
        return text(block.stream());
    }

    private static String text(Stream<String> block) {
        return block.map(line -> line + "\n").collect(Collectors.joining());
    }

    private void skipTo(String end) {
        while (!lines.get(next).equals(end)) {
            next++;
        }
    }

    private static List<String> figures() {
        List<String> table = new ArrayList<>(List.of("", "| figure | is |", "|---|---|"));
        Field.all().forEach(field -> table.add("| `%s` | %s |".formatted(field.name(), field.meaning())));
        table.add("");
        return table;
    }
}
