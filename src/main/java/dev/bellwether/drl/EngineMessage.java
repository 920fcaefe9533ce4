package dev.bellwether.drl;

import dev.bellwether.problem.Location;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the engine says of a mistake, without what only its authors can use: error numbers, dumps of generated Java,
 * stack traces, columns that are always 0.
 *
 * @param text empty when nothing is left that helps
 * @param column from 1; 0 when it does not say
 */
public record EngineMessage(String text, OptionalInt line, int column, String mend) {

    private static final Pattern LINE = Pattern.compile("[Ll]ine (\\d+):(-?\\d+)\\s*");
    private static final Pattern NUMBER = Pattern.compile("\\[ERR \\d+]\\s*");
    private static final Pattern IN_RULE = Pattern.compile(" in rule \"[^\"]*\"");
    private static final Pattern MISMATCHED = Pattern.compile("mismatched input '(.*?)'(?: expecting '(.*?)')?");
    private static final Pattern NO_VIABLE = Pattern.compile("no viable alternative at input '(.*?)'");
    private static final Pattern TYPE = Pattern.compile("Unable to find class: (\\S+)");
    private static final Pattern EXPRESSION =
            Pattern.compile("Unable to parse left part of expression: (.*)|Method (\\w+) on class .* is missing");

    private static final String COMPARISON =
            "conditions are divided by commas; compare with ==, !=, <, <=, >, >=, in or matches";

    public static EngineMessage of(String raw) {
        if (raw.startsWith("Java source of") || raw.startsWith("Parser returned a null Package")) {
            return new EngineMessage("", OptionalInt.empty(), 0, "");
        }
        String text = raw.replaceFirst("(?s)\\s*(Problem stacktrace|Exception: ).*", "")
                .strip();
        Matcher at = LINE.matcher(text);
        OptionalInt line = OptionalInt.empty();
        int column = 0;
        if (at.find()) {
            line = OptionalInt.of(Integer.parseInt(at.group(1)));
            column = Math.max(0, Integer.parseInt(at.group(2)) + 1); // the parser counts columns from 0
        }
        text = NUMBER.matcher(at.replaceAll("")).replaceAll("");
        text = IN_RULE.matcher(text).replaceAll("").replaceAll("\\s+", " ").strip();
        text = text.replaceFirst("^unexpected exception at input '<eof>'.*", "the file ends in the middle of a rule");
        return new EngineMessage(text, line, column, mendOf(text));
    }

    /** With the line the engine gives beside its text, when the text has none; it says -1 when it does not know. */
    public EngineMessage orAtLine(int other) {
        return line.isPresent() || other <= 0 ? this : new EngineMessage(text, OptionalInt.of(other), 0, mend);
    }

    /** The place in the file that it speaks of. */
    Location place(RuleFile file) {
        int last = (int) file.text().lines().count();
        return line.isPresent() && line.getAsInt() <= last
                ? file.place(line.getAsInt(), column)
                : file.at(line.isPresent() ? last : 0);
    }

    private static String mendOf(String text) {
        Matcher mismatched = MISMATCHED.matcher(text);
        if (mismatched.find()) {
            return switch (mismatched.group(1)) {
                case "=" -> "compare with ==";
                case "and" -> "divide conditions by a comma";
                case "then" -> "is a bracket or a quote left open before it?";
                case "<eof>" -> "does the last rule lack its end?";
                default ->
                    mismatched.group(2) == null ? COMPARISON : "\"" + mismatched.group(2) + "\" is expected here";
            };
        }
        if (text.startsWith("the file ends")) {
            return "was it cut short?";
        }
        if (NO_VIABLE.matcher(text).find()) {
            return "is a comma, a bracket or a quote missing before it?";
        }
        if (TYPE.matcher(text).find()) {
            return "rules know Snapshot and Breach; are the import lines there?";
        }
        return "";
    }

    /** The part of a condition that the engine speaks of, when it quotes one. */
    public Optional<String> quotedExpression() {
        Matcher expression = EXPRESSION.matcher(text);
        if (!expression.find()) {
            return Optional.empty();
        }
        return Optional.of(
                expression.group(1) == null
                        ? expression.group(2)
                        : expression.group(1).strip());
    }
}
