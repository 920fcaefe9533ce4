package dev.bellwether.drl;

import dev.bellwether.kpi.Unit;
import java.util.Optional;
import java.util.Set;

/**
 * What a figure can be at all.
 *
 * @param isWhole whether it is a whole number
 * @param mend what to say to somebody who expects more of it
 */
record Possible(Span span, boolean isWhole, String mend) {

    private static final Set<String> AMOUNTS = Set.of("value", "expected", "previous", "lastWeek");
    private static final Set<String> COUNTS = Set.of("sample", "denominator", "weeks", "ageSeconds");
    private static final Set<String> SHARES = Set.of("deviation", "change");

    /** Nothing when it can be any number. */
    static Optional<Possible> of(String figure, Unit unit) {
        if (AMOUNTS.contains(figure)) {
            return amount(unit);
        }
        if (COUNTS.contains(figure)) {
            return of(0, Double.POSITIVE_INFINITY, figure + " is never below 0");
        }
        boolean isNeverBelowZero = unit == Unit.RATIO || unit == Unit.COUNT || unit == Unit.STARS;
        if (SHARES.contains(figure) && isNeverBelowZero) {
            return of(-1, Double.POSITIVE_INFINITY, "30 % less is written -0.3");
        }
        if (figure.equals("delta") && unit == Unit.RATIO) {
            return of(-1, 1, "8 points less are written -0.08");
        }
        if (figure.equals("delta") && unit == Unit.STARS) {
            return of(-5, 5, "stars go from 0 to 5");
        }
        return figure.equals("hour")
                ? Optional.of(new Possible(Span.of(0, 23), true, "hours are 0 to 23"))
                : Optional.empty();
    }

    private static Optional<Possible> amount(Unit unit) {
        return switch (unit) {
            case RATIO ->
                of(
                        0,
                        1,
                        "a ratio lies between 0 and 1, 8 % is written 0.08"
                                + " (where it can be more, as of a plan, keep the number in limits.csv)");
            case STARS -> of(0, 5, "stars go from 0 to 5");
            case COUNT -> of(0, Double.POSITIVE_INFINITY, "a count is never below 0");
            default -> Optional.empty();
        };
    }

    private static Optional<Possible> of(double low, double high, String mend) {
        return Optional.of(new Possible(Span.of(low, high), false, mend));
    }
}
