package dev.bellwether.detect;

import java.util.Arrays;

/**
 * The readings of the last four weeks by their place in the day, and what they expect of a reading now.
 *
 * <pre>
 * by day  = median of the same slot, and two to each side, of the last 7 days
 * by week = median of the same slot, and two to each side, of the same weekday of the last 4 weeks
 * </pre>
 *
 * <p>Medians, so that one past incident moves nothing; neighbouring slots, so that a season that is a few minutes late is
 * no surprise. Days are those of UTC: a market's midnight only names the slots otherwise. A slot is as long as the usual
 * step between rows, and at least a minute, which bounds the memory.
 */
final class SeasonalPast {

    private static final int DAY = 86_400;
    private static final int WEEK = 7;
    private static final int DAYS = 4 * WEEK;
    private static final int ROOM = DAYS + 1;
    private static final int TO_EACH_SIDE = 2;
    private static final int FEWEST = 3;
    private static final int MOST_SLOTS = 1440;

    private final int slots;
    private final double[] readings;
    private final double[] same = new double[WEEK * (2 * TO_EACH_SIDE + 1)];
    private long newestDay = Long.MIN_VALUE / 2;
    private double byDay = Double.NaN;
    private double byWeek = Double.NaN;

    /** @param step seconds from row to row, above 0 */
    SeasonalPast(long step) {
        slots = (int) Math.max(1, Math.min(MOST_SLOTS, Math.round((double) DAY / step)));
        readings = new double[ROOM * slots];
        Arrays.fill(readings, Double.NaN);
    }

    int slotsOfADay() {
        return slots;
    }

    /** Looks up what the past expects at this time, then keeps {@code value} for the days to come. */
    void turnTo(long epochSecond, double value) {
        long day = Math.floorDiv(epochSecond, DAY);
        int slot = (int) ((long) Math.floorMod(epochSecond, DAY) * slots / DAY);
        forgetUpTo(day);
        byDay = medianOf(day, slot, 1, WEEK);
        byWeek = medianOf(day, slot, WEEK, DAYS);
        if (day > newestDay - ROOM) {
            readings[rowOf(day) + slot] = value;
        }
    }

    /** Whether anything is expected of the reading turned to. */
    boolean expectsAnything() {
        return !Double.isNaN(byDay) || !Double.isNaN(byWeek);
    }

    /** Value less what the last days expect; 0 while they expect nothing. */
    double offTheDay(double value) {
        return Double.isNaN(byDay) ? 0 : value - byDay;
    }

    /** Value less the nearer of what the last days and the same weekdays expect: one good reason is enough. */
    double offDayAndWeek(double value) {
        double offDay = offTheDay(value);
        double offWeek = value - byWeek;
        boolean weekKnowsBetter = Double.isNaN(byDay) || Math.abs(offWeek) < Math.abs(offDay);
        return !Double.isNaN(byWeek) && weekKnowsBetter ? offWeek : offDay;
    }

    private void forgetUpTo(long day) {
        for (long gone = Math.max(newestDay + 1, day - DAYS); gone <= day; gone++) {
            int row = rowOf(gone);
            Arrays.fill(readings, row, row + slots, Double.NaN);
        }
        newestDay = Math.max(newestDay, day);
    }

    /** @param stride days between two that are asked */
    private double medianOf(long day, int slot, int stride, int farthest) {
        int count = 0;
        for (int ago = stride; ago <= farthest; ago += stride) {
            int row = rowOf(day - ago);
            int last = Math.min(slots - 1, slot + TO_EACH_SIDE);
            for (int near = Math.max(0, slot - TO_EACH_SIDE); near <= last; near++) {
                double reading = readings[row + near];
                if (!Double.isNaN(reading)) {
                    same[count++] = reading;
                }
            }
        }
        if (count < FEWEST) {
            return Double.NaN;
        }
        Arrays.sort(same, 0, count);
        return same[count / 2];
    }

    private int rowOf(long day) {
        return Math.floorMod(day, ROOM) * slots;
    }
}
