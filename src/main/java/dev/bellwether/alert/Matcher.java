package dev.bellwether.alert;

import dev.bellwether.kpi.Labels;
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
