package dev.bellwether.routing;

import dev.bellwether.alert.Matcher;
import dev.bellwether.alert.Matcher.Operator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.PatternSyntaxException;

/**
 * Matchers as Alertmanager writes them: {@code severity="critical"}, {@code market=~"BR|ES"}, several with commas,
 * perhaps in braces. Names and values may stand without quotes where they hold no space and none of
 * <code>{}!=~,"'`\</code>, no value is the empty one; in quotes a backslash stands before a quote, a backslash, n, r or t.
 */
public final class MatcherText {

    private static final String RESERVED = "{}!=~,\"'`\\";
    private static final Map<Character, String> ESCAPES =
            Map.of('"', "\"", '\\', "\\", 'n', "\n", 'r', "\r", 't', "\t");

    private final String text;
    private int at;

    private MatcherText(String text) {
        this.text = text;
    }

    /** @throws IllegalArgumentException that says what is wrong, and how to mend it after a semicolon */
    public static List<Matcher> parse(String text) {
        return new MatcherText(text).matchers();
    }

    private List<Matcher> matchers() {
        boolean hasBrace = skips('{');
        var found = new ArrayList<Matcher>();
        do {
            if (found.isEmpty() || !isAtEnd(hasBrace)) { // a comma after the last is no mistake
                found.add(matcher());
            }
        } while (skips(','));
        if (hasBrace && !skips('}')) {
            throw mistake("the brace is not closed", "add }");
        }
        skipSpace();
        if (at < text.length()) {
            throw mistake(
                    "\"" + text.substring(at) + "\" is left over",
                    "put values with spaces or other signs in double quotes, and a comma between matchers");
        }
        return List.copyOf(found);
    }

    private boolean isAtEnd(boolean hasBrace) {
        skipSpace();
        return at == text.length() || hasBrace && text.charAt(at) == '}';
    }

    private Matcher matcher() {
        String name = word();
        if (name.isEmpty()) {
            throw mistake("it has no label's name", "write it like severity=\"critical\"");
        }
        Operator operator = operator();
        String value = word();
        try {
            return new Matcher(name, operator, value);
        } catch (PatternSyntaxException e) {
            throw mistake(
                    "\"" + value + "\" is no pattern: " + e.getDescription(),
                    "write it as a regular expression, or compare with = or !=");
        }
    }

    private Operator operator() {
        skipSpace();
        for (Operator operator : List.of(Operator.MATCH, Operator.NOT_MATCH, Operator.NOT_EQUAL, Operator.EQUAL)) {
            if (text.startsWith(operator.toString(), at)) {
                at += operator.toString().length();
                return operator;
            }
        }
        throw mistake("no =, !=, =~ or !~ stands after the label's name", "write it like severity=\"critical\"");
    }

    private String word() {
        skipSpace();
        if (at < text.length() && text.charAt(at) == '"') {
            return quoted();
        }
        int start = at;
        while (at < text.length()
                && RESERVED.indexOf(text.charAt(at)) < 0
                && !Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return text.substring(start, at);
    }

    private String quoted() {
        var value = new StringBuilder();
        for (at++; at < text.length(); at++) {
            char sign = text.charAt(at);
            if (sign == '"') {
                at++;
                return value.toString();
            }
            if (sign != '\\') {
                value.append(sign);
                continue;
            }
            at++;
            String escaped = at < text.length() ? ESCAPES.get(text.charAt(at)) : null;
            if (escaped == null) {
                throw mistake(
                        "a backslash in quotes begins no known escape",
                        "write \\\\ for a backslash; in YAML put the whole matcher in 'single' quotes");
            }
            value.append(escaped);
        }
        throw mistake("the quote is not closed", "add \"");
    }

    private boolean skips(char sign) {
        skipSpace();
        boolean isThere = at < text.length() && text.charAt(at) == sign;
        at += isThere ? 1 : 0;
        return isThere;
    }

    private void skipSpace() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private IllegalArgumentException mistake(String what, String mend) {
        return new IllegalArgumentException("matcher '" + text + "' is not understood: " + what + "; " + mend);
    }
}
