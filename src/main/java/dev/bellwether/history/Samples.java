package dev.bellwether.history;

import java.time.Instant;
import java.util.Arrays;

/**
 * The readings of all series of a KPI at one instant, by column and series number. A reading is either a value with an
 * optional sample, or a numerator and a denominator; what is not there is {@code NaN}. Grows as series are put in.
 */
public final class Samples {

    private static final double[] NOTHING = {};

    private final Instant at;
    private int size;
    private double[] values = NOTHING;
    private double[] samples = NOTHING;
    private double[] numerators = NOTHING;
    private double[] denominators = NOTHING;
    private int count;

    public Samples(Instant at) {
        this.at = at;
    }

    /** End of the grain that the readings cover. */
    public Instant at() {
        return at;
    }

    /** One more than the highest series number put in. */
    public int size() {
        return size;
    }

    /** How many series have a reading. */
    public int count() {
        return count;
    }

    /**
     * Puts in a reading, in the place of an earlier one of that series.
     *
     * @return false when the series already had a reading with other figures
     */
    public boolean put(int series, double value, double numerator, double denominator, double sample) {
        boolean had = has(series);
        boolean same = had
                && equal(value, read(values, series))
                && equal(numerator, read(numerators, series))
                && equal(denominator, read(denominators, series))
                && equal(sample, read(samples, series));
        size = Math.max(size, series + 1);
        values = write(values, series, value);
        numerators = write(numerators, series, numerator);
        denominators = write(denominators, series, denominator);
        samples = write(samples, series, sample);
        if (!had) {
            count++;
        }
        return !had || same;
    }

    /** Whether the series has a reading here; one with a denominator of 0 has, though it has no value. */
    public boolean has(int series) {
        return !Double.isNaN(read(values, series)) || !Double.isNaN(read(denominators, series));
    }

    /** The value, or numerator over denominator; {@code NaN} when absent or the denominator is 0. */
    public double value(int series) {
        double value = read(values, series);
        if (!Double.isNaN(value)) {
            return value;
        }
        double denominator = read(denominators, series);
        return denominator == 0 ? Double.NaN : read(numerators, series) / denominator;
    }

    /** The value as given, {@code NaN} for a ratio. */
    public double givenValue(int series) {
        return read(values, series);
    }

    public double numerator(int series) {
        return read(numerators, series);
    }

    public double denominator(int series) {
        return read(denominators, series);
    }

    /** How many observations stand behind the value: as given, else the denominator. */
    public double sample(int series) {
        double sample = read(samples, series);
        return Double.isNaN(sample) ? read(denominators, series) : sample;
    }

    /** The sample as given, {@code NaN} where only a denominator was. */
    public double givenSample(int series) {
        return read(samples, series);
    }

    private static double read(double[] column, int series) {
        return series < column.length ? column[series] : Double.NaN;
    }

    /** A column that holds nothing takes no room. */
    private double[] write(double[] column, int series, double figure) {
        if (series >= column.length) {
            if (Double.isNaN(figure)) {
                return column;
            }
            int length = Math.max(Math.max(64, series + 1), column.length * 2);
            double[] longer = Arrays.copyOf(column, length);
            Arrays.fill(longer, column.length, length, Double.NaN);
            column = longer;
        }
        column[series] = figure;
        return column;
    }

    private static boolean equal(double left, double right) {
        return Double.compare(left, right) == 0;
    }
}
