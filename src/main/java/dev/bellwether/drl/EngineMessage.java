package dev.bellwether.drl;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the engine says of a mistake, without what only its authors can use: error numbers, dumps of generated Java,
 * stack traces, columns that are always 0.
 *
 * @param text empty when nothing is left that helps
 */
public record EngineMessage(String text, OptionalInt line, String mend) {

    private static final Pattern LINE = Pattern.compile("[Ll]ine (\\d+):(-?\\d+)\\s*");
    private static final Pattern NUMBER = Pattern.compile("\\[ERR \\d+]\\s*");
    private static final Pattern IN_RULE = Pattern.compile(" in rule \"[^\"]*\"");
    private static final Pattern MISMATCHED = Pattern.compile("mismatched input '(.*?)'(?: expecting '(.*?)')?");
    private static final Pattern NO_VIABLE = Pattern.compile("no viable alternative at input '(.*?)'");
    private static final Pattern TYPE = Pattern.compile("Unable to find class: (\\S+)");
    private static final Pattern EXPRESSION =
            Pattern.compile("Unable to parse left part of expression: (.*)|Method (\\w+) on class .* is missing");

    public static EngineMessage of(String raw) {
        if (raw.startsWith("Java source of") || raw.startsWith("Parser returned a null Package")) {
            return new EngineMessage("", OptionalInt.empty(), "");
        }
        String text = raw.replaceFirst("(?s)\\s*Problem stacktrace.*", "").strip();
        Matcher at = LINE.matcher(text);
        OptionalInt line = at.find() ? OptionalInt.of(Integer.parseInt(at.group(1))) : OptionalInt.empty();
        text = NUMBER.matcher(at.replaceAll("")).replaceAll("");
        text = IN_RULE.matcher(text).replaceAll("").replaceAll("\\s+", " ").strip();
        return new EngineMessage(text, line, mendOf(text));
    }

    /** With the line the engine gives beside its text, when the text has none; it says -1 when it does not know. */
    public EngineMessage orAtLine(int other) {
        return line.isPresent() || other <= 0 ? this : new EngineMessage(text, OptionalInt.of(other), mend);
    }

    private static String mendOf(String text) {
        Matcher mismatched = MISMATCHED.matcher(text);
        if (mismatched.find()) {
            return switch (mismatched.group(1)) {
                case "=" -> "compare with ==";
                case "and" -> "divide conditions by a comma";
                case "then" -> "is a bracket or a quote left open before it?";
                case "<eof>" -> "does the last rule lack its end?";
                default -> mismatched.group(2) == null ? "" : "\"" + mismatched.group(2) + "\" is expected here";
            };
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
