package dev.bellwether.drl;

import dev.bellwether.problem.Location;
import java.util.Comparator;
import java.util.List;

/**
 * A rule file as read.
 *
 * @param name as a person would name it, such as {@code rules/checkout.drl}
 */
public record RuleFile(String name, String text) {

    public static final Comparator<RuleFile> BY_NAME = Comparator.comparing(RuleFile::name);

    public Location at(int line) {
        return Location.of(name, Math.max(0, line));
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
}
