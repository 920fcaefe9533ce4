package dev.bellwether.detect;

/**
 * What came of scoring one file.
 *
 * @param rows below the header
 * @param unusual rows that score {@link #UNUSUAL} or more
 * @param backwards rows whose time lies before that of the row above
 * @param firstBackwards the line of the first of them; 0 when there is none
 */
public record ScoredSeries(long rows, long unusual, long backwards, int firstBackwards) {

    /** From here on a score is worth a look. */
    public static final double UNUSUAL = 0.5;
}
