package dev.bellwether.ruletest;

/**
 * A row of a source's answer without its labels and time; {@code NaN} for what it does not have.
 *
 * @param value {@code NaN} where the row has a numerator and a denominator
 */
record Row(double value, double numerator, double denominator, double sample) {

    /** The row that does not come. */
    static final Row NONE = new Row(Double.NaN, Double.NaN, Double.NaN, Double.NaN);

    static Row ofValue(double value, double sample) {
        return Double.isNaN(value) ? NONE : new Row(value, Double.NaN, Double.NaN, sample);
    }

    static Row ofRatio(double numerator, double denominator) {
        return Double.isNaN(denominator) ? NONE : new Row(Double.NaN, numerator, denominator, Double.NaN);
    }

    /** With a value that much higher; what would fall below nothing is nothing. */
    Row moved(double by) {
        return new Row(Math.max(value + by, 0), Math.max(numerator + by * denominator, 0), denominator, sample);
    }

    boolean comes() {
        return !Double.isNaN(value) || !Double.isNaN(denominator);
    }
}
