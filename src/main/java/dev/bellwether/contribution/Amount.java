package dev.bellwether.contribution;

/**
 * What a segment counted for: all that adds up over segments.
 *
 * @param numerator the sum itself, or the upper part of a ratio
 * @param denominator the lower part of a ratio; 0 for a sum
 */
public record Amount(double numerator, double denominator) {

    public static final Amount NONE = new Amount(0, 0);

    public static Amount sum(double value) {
        return new Amount(value, 0);
    }

    public Amount plus(Amount other) {
        return new Amount(numerator + other.numerator, denominator + other.denominator);
    }

    Amount minus(Amount other) {
        return new Amount(numerator - other.numerator, denominator - other.denominator);
    }
}
