package dev.bellwether.notify;

import dev.bellwether.alert.Condition;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a rule's condition draws the line, as far as it is written as one number. */
record Limit(Kind kind, double number) {

    private static final Pattern WRITTEN = Pattern.compile("(value|delta|deviation)\\s*[<>]=?\\s*(-?\\d+(?:\\.\\d+)?)");

    enum Kind {
        /** On the scale of the values. */
        VALUE,
        /** So far from what is expected. */
        DELTA,
        /** So far from what is expected, as a share of it. */
        DEVIATION
    }

    /** That of the first such condition. */
    static Optional<Limit> of(List<Condition> conditions) {
        for (Condition condition : conditions) {
            Matcher written = WRITTEN.matcher(condition.written().strip());
            if (written.matches()) {
                return Optional.of(new Limit(
                        Kind.valueOf(written.group(1).toUpperCase(Locale.ROOT)), Double.parseDouble(written.group(2))));
            }
        }
        return Optional.empty();
    }

    /** The value beyond which the condition holds. */
    double beside(double expected) {
        return switch (kind) {
            case VALUE -> number;
            case DELTA -> expected + number;
            case DEVIATION -> expected * (1 + number);
        };
    }
}
