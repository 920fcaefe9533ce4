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
    private static final Pattern FROM_TABLE =
            Pattern.compile("(value|delta|deviation)\\s*[<>]=?\\s*(-?)limit\\(\"(\\w+)\"\\)");
    private static final String SEEN = "limit %s = ([+−-]?)([\\d,]+(?:\\.\\d+)?)( points| %%)?(?:,.*|$)";

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
                return Optional.of(new Limit(kind(written.group(1)), Double.parseDouble(written.group(2))));
            }
            Matcher fromTable = FROM_TABLE.matcher(condition.written().strip());
            Optional<Limit> limit = fromTable.matches() ? fromTable(fromTable, condition.saw()) : Optional.empty();
            if (limit.isPresent()) {
                return limit;
            }
        }
        return Optional.empty();
    }

    /** A limit of {@code limits.csv} is read from beside the condition, where its figure stands in words. */
    private static Optional<Limit> fromTable(Matcher written, String saw) {
        Matcher seen = Pattern.compile(SEEN.formatted(written.group(3))).matcher(saw);
        if (!seen.find()) {
            return Optional.empty();
        }
        double size = Double.parseDouble(seen.group(2).replace(",", ""));
        boolean isNegative = !seen.group(1).isEmpty() && !seen.group(1).equals("+");
        boolean turned = !written.group(2).isEmpty();
        double number = (isNegative != turned ? -size : size) / (seen.group(3) == null ? 1 : 100);
        return Optional.of(new Limit(kind(written.group(1)), number));
    }

    private static Kind kind(String written) {
        return Kind.valueOf(written.toUpperCase(Locale.ROOT));
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
