package dev.bellwether.drl;

/**
 * The numbers between two ends.
 *
 * @param withLow whether the lower end belongs to it
 * @param withHigh whether the upper end belongs to it
 */
record Span(double low, boolean withLow, double high, boolean withHigh) {

    static final Span ALL = new Span(Double.NEGATIVE_INFINITY, true, Double.POSITIVE_INFINITY, true);

    static Span of(double low, double high) {
        return new Span(low, true, high, true);
    }

    /** The part of it for which the bound holds. */
    Span with(Bound bound) {
        double number = bound.number();
        return switch (bound.operator()) {
            case GREATER -> above(number, false);
            case GREATER_EQUALS -> above(number, true);
            case LESS -> below(number, false);
            case LESS_EQUALS -> below(number, true);
            case EQUALS -> above(number, true).below(number, true);
            default -> this;
        };
    }

    private Span above(double number, boolean with) {
        boolean isTighter = number > low || number == low && !with;
        return isTighter ? new Span(number, with, high, withHigh) : this;
    }

    private Span below(double number, boolean with) {
        boolean isTighter = number < high || number == high && !with;
        return isTighter ? new Span(low, withLow, number, with) : this;
    }

    boolean isEmpty() {
        return low > high || low == high && !(withLow && withHigh);
    }
}
