package dev.bellwether.alert;

import dev.bellwether.kpi.Labels;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A condition on one label, with Prometheus' meaning: a pattern must match the whole value, and a label that is absent
 * equals the empty value.
 */
public final class Matcher {

    /** How the value is compared. */
    public enum Operator {
        EQUAL("="),
        NOT_EQUAL("!="),
        MATCH("=~"),
        NOT_MATCH("!~");

        private final String sign;

        Operator(String sign) {
            this.sign = sign;
        }

        @Override
        public String toString() {
            return sign;
        }
    }

    private static final Pattern WRITTEN =
            Pattern.compile("\\s*([^\"=!~\\s{},]+|\"(?:[^\"\\\\]|\\\\.)+\")\\s*(=~|!~|!=|=)(.*)", Pattern.DOTALL);

    private final String label;
    private final Operator operator;
    private final String value;
    private final Pattern pattern;

    /** @throws PatternSyntaxException when {@code value} is to be a pattern and is none */
    public Matcher(String label, Operator operator, String value) {
        this.label = label;
        this.operator = operator;
        this.value = value;
        boolean literal = operator == Operator.EQUAL || operator == Operator.NOT_EQUAL;
        // as in Prometheus a dot matches line breaks too
        this.pattern = Pattern.compile(value, literal ? Pattern.LITERAL : Pattern.DOTALL);
    }

    /**
     * Reads {@code market="ES"}, {@code carrier=~"correo|seur"}, {@code carrier!=correo}: with quotes, in which
     * {@code \\}, {@code \"} and {@code \n} are escapes, or without.
     *
     * @throws IllegalArgumentException when it is none; says how to write it
     */
    public static Matcher parse(String written) {
        java.util.regex.Matcher parts = WRITTEN.matcher(written);
        if (!parts.matches()) {
            throw new IllegalArgumentException("\"" + written + "\" is no matcher; write it like market=\"ES\"");
        }
        Operator operator = Arrays.stream(Operator.values())
                .filter(one -> one.sign.equals(parts.group(2)))
                .findFirst()
                .orElseThrow();
        String value = parts.group(3).strip();
        boolean isQuoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
        try {
            return new Matcher(unquoted(parts.group(1)), operator, isQuoted ? unquoted(value) : value);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("\"" + value + "\" is no regular expression: " + e.getDescription(), e);
        }
    }

    private static String unquoted(String text) {
        if (!text.startsWith("\"")) {
            return text;
        }
        var plain = new StringBuilder();
        for (int i = 1; i < text.length() - 1; i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length() - 1) {
                c = text.charAt(++i);
                plain.append(c == 'n' ? '\n' : c == 'r' ? '\r' : c == 't' ? '\t' : c);
            } else {
                plain.append(c);
            }
        }
        return plain.toString();
    }

    public String label() {
        return label;
    }

    public Operator operator() {
        return operator;
    }

    public String value() {
        return value;
    }

    /** False too where a pattern is so intricate that it does not come to an end. */
    public boolean matches(Labels labels) {
        try {
            boolean same = pattern.matcher(new BoundedText(labels.get(label))).matches();
            return operator == Operator.EQUAL || operator == Operator.MATCH ? same : !same;
        } catch (BoundedText.Exhausted | StackOverflowError e) {
            return false;
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Matcher that
                && label.equals(that.label)
                && operator == that.operator
                && value.equals(that.value);
    }

    @Override
    public int hashCode() {
        return toString().hashCode();
    }

    /** As it is written, {@code market=~"ES|PL"}. */
    @Override
    public String toString() {
        return label + operator + '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
