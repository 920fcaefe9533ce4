package dev.bellwether.yaml;

import dev.bellwether.problem.Location;
import dev.bellwether.problem.Problem;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.reader.ReaderException;

/**
 * Turns what the YAML parser says into words for somebody who does not know its grammar. The words are looked for in
 * SnakeYAML's messages; one that is not known is passed on as it is.
 */
final class YamlSyntax {

    private YamlSyntax() {}

    static Problem problem(YAMLException e, String file, String text) {
        if (e instanceof ReaderException unreadable) {
            return unreadable(unreadable, file, text);
        }
        if (e instanceof MarkedYAMLException marked) {
            return marked(marked, file);
        }
        String message = String.valueOf(e.getMessage());
        if (message.contains("aliases")) {
            String what = "has more than %d aliases of lists or groups of keys".formatted(YamlDocument.MOST_ALIASES);
            return new Problem(Location.of(file), what, "write them out");
        }
        if (message.contains("Nesting Depth")) {
            String what = "nests lists and keys more than %d deep".formatted(YamlDocument.DEEPEST_NESTING);
            return new Problem(Location.of(file), what, "look for brackets that are not closed");
        }
        return new Problem(Location.of(file), "is not YAML that is read here: " + message, "make it simpler");
    }

    private static Problem unreadable(ReaderException e, String file, String text) {
        int position = Math.min(text.length(), text.offsetByCodePoints(0, Math.min(e.getPosition(), text.length())));
        int line = 1
                + (int) text.substring(0, position)
                        .chars()
                        .filter(c -> c == '\n')
                        .count();
        return new Problem(
                new Location(file, line, position - text.lastIndexOf('\n', position - 1)),
                "an invisible control character (code %d) stands here".formatted(e.getCodePoint()),
                "remove it");
    }

    private static Problem marked(MarkedYAMLException e, String file) {
        String context = e.getContext() == null ? "" : e.getContext();
        String problem = e.getProblem() == null ? "" : e.getProblem();
        Location here = at(file, e.getProblemMark(), e.getContextMark());
        Location begin = at(file, e.getContextMark(), e.getProblemMark());
        if (problem.contains("'\\t(TAB)'") || problem.contains("found a tab character")) {
            return new Problem(here, "a tab stands where only spaces may", "indent with spaces");
        }
        if (context.contains("quoted scalar") && problem.contains("end of stream")) {
            return new Problem(begin, "the quote that opens here is never closed", "add the closing quote");
        }
        if (problem.contains("escape")) {
            return new Problem(
                    here, "a backslash in double quotes begins no known escape", "put the text in 'single' quotes");
        }
        if (problem.contains("cannot start any token")) {
            return new Problem(here, "text cannot begin with this character", "put the text in quotes");
        }
        if (problem.contains("mapping values are not allowed")) {
            return new Problem(
                    here,
                    "a second \": \" stands here, or the line is indented too far",
                    "put text that holds \": \" in quotes, and begin the keys of one entry in the same column");
        }
        if (context.contains("flow sequence") || context.contains("flow mapping")) {
            return new Problem(begin, "the bracket that opens here is not closed", "add the closing bracket");
        }
        if (problem.contains("expected <block end>")) {
            return new Problem(
                    here,
                    "this does not fit what stands above it",
                    "begin the keys of one entry in the same column, and every entry with \"- \" in the same column");
        }
        if (problem.contains("could not find expected ':'")) {
            return new Problem(
                    begin, "this is neither \"key: value\" nor an entry \"- …\"", "add the colon and a space");
        }
        if (problem.contains("undefined alias")) {
            return new Problem(here, problem, "define it above with &name, or put text that begins with * in quotes");
        }
        if (problem.contains("another document") || context.contains("single document")) {
            return new Problem(here, "a second document begins here", "remove the line \"---\"");
        }
        return new Problem(here, (context.isEmpty() ? "" : context + ", ") + problem, "check the lines above");
    }

    private static Location at(String file, @Nullable Mark first, @Nullable Mark otherwise) {
        Mark mark = first != null ? first : otherwise;
        return mark == null ? Location.of(file) : new Location(file, mark.getLine() + 1, mark.getColumn() + 1);
    }
}
