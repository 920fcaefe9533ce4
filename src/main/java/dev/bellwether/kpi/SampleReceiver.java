package dev.bellwether.kpi;

/**
 * Takes the rows of a source one by one, so that a million of them never stand in memory as objects.
 * Called by one thread, in the source's order.
 */
public interface SampleReceiver {

    /**
     * One reading.
     *
     * @param dimensionValues in the order of {@link Kpi#dimensions()}; the array may be reused after the call
     * @param at end of the grain covered, milliseconds since the epoch
     * @param value in the KPI's unit; {@code NaN} when the row has a numerator and a denominator instead
     * @param numerator {@code NaN} when the row has none
     * @param denominator {@code NaN} when the row has none
     * @param sample how many observations stand behind {@code value}; {@code NaN} when the row does not say
     */
    void accept(String[] dimensionValues, long at, double value, double numerator, double denominator, double sample);

    /** A row that cannot be a reading, with the reason in a person's words, such as {@code value is "n/a"}. */
    void reject(String[] dimensionValues, String why);
}
