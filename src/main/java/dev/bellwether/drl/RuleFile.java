package dev.bellwether.drl;

import dev.bellwether.problem.Location;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;

/** A rule file as read. */
public final class RuleFile {

    public static final Comparator<RuleFile> BY_NAME = Comparator.comparing(RuleFile::name);

    private final String name;
    private final String text;
    private final String code;
    private final List<Location> places;

    /** @param name as a person would name it, such as {@code rules/checkout.drl} */
    public RuleFile(String name, String text) {
        this(name, text, List.of());
    }

    /** @param places what each line was made from; empty for a file that people write themselves */
    RuleFile(String name, String text, List<Location> places) {
        this.name = name;
        this.text = text;
        this.code = withoutComments(text);
        this.places = List.copyOf(places);
    }

    /** Whether its text was made from a table. */
    public boolean isMade() {
        return !places.isEmpty();
    }

    public String name() {
        return name;
    }

    public String text() {
        return text;
    }

    /** The text with blanks in the place of comments, each character where it was. */
    String code() {
        return code;
    }

    public Location at(int line) {
        return place(line, 0);
    }

    /** @param column from 1; 0 when the whole line is meant */
    Location place(int line, int column) {
        if (isMade()) {
            return places.get(Math.min(Math.max(1, line), places.size()) - 1);
        }
        return new Location(name, Math.max(0, line), line > 0 ? column : 0);
    }

    /** Where the character at {@code offset} stands. */
    Location place(int offset) {
        int end = Math.min(offset, text.length());
        int lineStart = text.lastIndexOf('\n', end - 1) + 1;
        return place(lineOf(end), end - lineStart + 1);
    }

    /** The line, from 1, in which the character at {@code offset} stands. */
    public int lineOf(int offset) {
        int line = 1;
        for (int i = 0; i < Math.min(offset, text.length()); i++) {
            if (text.charAt(i) == '\n') {
                line++;
            }
        }
        return line;
    }

    /** The lines {@code from} to {@code to}, counted from 1, both inclusive. */
    public List<String> lines(int from, int to) {
        List<String> all = text.lines().toList();
        int first = Math.min(Math.max(0, from - 1), all.size());
        return all.subList(first, Math.max(first, Math.min(all.size(), to)));
    }

    /** A quote that nothing closes before its line ends. */
    OptionalInt openQuote() {
        int i = 0;
        while (i < code.length()) {
            char letter = code.charAt(i);
            int end = letter == '"' || letter == '\'' ? endOfText(code, i) : i + 1;
            if (end > i + 1 && code.charAt(end - 1) != letter || letter == '"' && end == i + 1) {
                return OptionalInt.of(i);
            }
            i = end;
        }
        return OptionalInt.empty();
    }

    /** The innermost round bracket before {@code end} that is not closed there. */
    OptionalInt openBracket(int end) {
        var open = new ArrayDeque<Integer>();
        int i = 0;
        while (i < Math.min(end, code.length())) {
            char letter = code.charAt(i);
            if (letter == '(') {
                open.push(i);
            } else if (letter == ')' && !open.isEmpty()) {
                open.pop();
            }
            i = letter == '"' || letter == '\'' ? endOfText(code, i) : i + 1;
        }
        return open.isEmpty() ? OptionalInt.empty() : OptionalInt.of(open.peek());
    }

    /** Where a line, from 1, and a column, from 1, are in the text. */
    int offsetOf(int line, int column) {
        int start = 0;
        for (int i = 1; i < line; i++) {
            start = text.indexOf('\n', start) + 1;
        }
        return Math.min(text.length(), start + column - 1);
    }

    private static String withoutComments(String text) {
        var code = new StringBuilder(text);
        int i = 0;
        while (i < text.length()) {
            char letter = text.charAt(i);
            if (letter == '"' || letter == '\'') {
                i = endOfText(text, i);
            } else if (text.startsWith("//", i)) {
                int end = text.indexOf('\n', i);
                i = blank(code, i, end < 0 ? text.length() : end);
            } else if (text.startsWith("/*", i)) {
                int end = text.indexOf("*/", i + 2);
                i = blank(code, i, end < 0 ? text.length() : end + 2);
            } else {
                i++;
            }
        }
        return code.toString();
    }

    /** A quote that is left open ends with its line. */
    private static int endOfText(String text, int start) {
        for (int i = start + 1; i < text.length(); i++) {
            char letter = text.charAt(i);
            if (letter == '\\') {
                i++;
            } else if (letter == text.charAt(start) || letter == '\n') {
                return i + 1;
            }
        }
        return text.length();
    }

    private static int blank(StringBuilder code, int from, int to) {
        for (int i = from; i < to; i++) {
            if (code.charAt(i) != '\n') {
                code.setCharAt(i, ' ');
            }
        }
        return to;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RuleFile that && name.equals(that.name) && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + text.hashCode();
    }
}
