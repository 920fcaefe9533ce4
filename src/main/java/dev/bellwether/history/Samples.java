package dev.bellwether.history;

import java.time.Instant;
import java.util.Arrays;

/**
 * The readings of all series of a KPI at one instant, by column and series number. A reading is either a value with an
 * optional sample, or a numerator and a denominator; what is not there is {@code NaN}. Grows as series are put in.
 */
public final class Samples {

    static final int VALUE = 0;
    static final int NUMERATOR = 1;
    static final int DENOMINATOR = 2;
    static final int SAMPLE = 3;
    static final int COLUMNS = 4;

    private static final double[] NOTHING = {};
    private static final int SMALLEST_COLUMN = 64;

    private final Instant at;
    private final int expectedSize;
    private final double[][] columns = {NOTHING, NOTHING, NOTHING, NOTHING};
    private int size;
    private int count;

    public Samples(Instant at) {
        this(at, SMALLEST_COLUMN);
    }

    /** @param expectedSize how many series will be put in, so that columns need not grow */
    public Samples(Instant at, int expectedSize) {
        this.at = at;
        this.expectedSize = expectedSize;
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
                && equal(value, figure(VALUE, series))
                && equal(numerator, figure(NUMERATOR, series))
                && equal(denominator, figure(DENOMINATOR, series))
                && equal(sample, figure(SAMPLE, series));
        size = Math.max(size, series + 1);
        write(VALUE, series, value);
        write(NUMERATOR, series, numerator);
        write(DENOMINATOR, series, denominator);
        write(SAMPLE, series, sample);
        count += (has(series) ? 1 : 0) - (had ? 1 : 0);
        return !had || same;
    }

    /** Puts in every reading of {@code others}, in the place of earlier ones of those series. */
    public void putAll(Samples others) {
        for (int series = 0; series < others.size; series++) {
            if (others.has(series)) {
                put(
                        series,
                        others.figure(VALUE, series),
                        others.figure(NUMERATOR, series),
                        others.figure(DENOMINATOR, series),
                        others.figure(SAMPLE, series));
            }
        }
    }

    /** The same readings, untouched by what is put in here later. */
    public Samples copy() {
        var copy = new Samples(at, size);
        for (int column = 0; column < COLUMNS; column++) {
            copy.columns[column] = columns[column].clone();
        }
        copy.size = size;
        copy.count = count;
        return copy;
    }

    /** Whether the series has a reading here; one with a denominator of 0 has, though it has no value. */
    public boolean has(int series) {
        return !Double.isNaN(figure(VALUE, series)) || !Double.isNaN(figure(DENOMINATOR, series));
    }

    /** The value, or numerator over denominator; {@code NaN} when absent or the denominator is 0. */
    public double value(int series) {
        double value = figure(VALUE, series);
        if (!Double.isNaN(value)) {
            return value;
        }
        double denominator = figure(DENOMINATOR, series);
        return denominator == 0 ? Double.NaN : figure(NUMERATOR, series) / denominator;
    }

    /** The value as given, {@code NaN} for a ratio. */
    public double givenValue(int series) {
        return figure(VALUE, series);
    }

    public double numerator(int series) {
        return figure(NUMERATOR, series);
    }

    public double denominator(int series) {
        return figure(DENOMINATOR, series);
    }

    /** How many observations stand behind the value: as given, else the denominator. */
    public double sample(int series) {
        double sample = figure(SAMPLE, series);
        return Double.isNaN(sample) ? figure(DENOMINATOR, series) : sample;
    }

    /** The sample as given, {@code NaN} where only a denominator was. */
    public double givenSample(int series) {
        return figure(SAMPLE, series);
    }

    /** The column as it is: by series number, perhaps shorter than {@link #size}, empty when it holds nothing. */
    double[] column(int column) {
        return columns[column];
    }

    /** The column with room for the series below {@code length}, to be written to. */
    double[] columnOf(int column, int length) {
        if (columns[column].length < length) {
            lengthen(column, length);
        }
        return columns[column];
    }

    /** Counts in {@code readings} series below {@code end} that were written to the columns themselves. */
    void tookIn(int readings, int end) {
        count += readings;
        size = Math.max(size, end);
    }

    private double figure(int column, int series) {
        double[] figures = columns[column];
        return series < figures.length ? figures[series] : Double.NaN;
    }

    /** A column that holds nothing takes no room. */
    private void write(int column, int series, double figure) {
        if (series >= columns[column].length) {
            if (Double.isNaN(figure)) {
                return;
            }
            lengthen(column, series + 1);
        }
        columns[column][series] = figure;
    }

    private void lengthen(int column, int least) {
        double[] figures = columns[column];
        int length = Math.max(Math.max(expectedSize, least), figures.length * 2);
        columns[column] = Arrays.copyOf(figures, length);
        Arrays.fill(columns[column], figures.length, length, Double.NaN);
    }

    private static boolean equal(double left, double right) {
        return Double.compare(left, right) == 0;
    }
}
