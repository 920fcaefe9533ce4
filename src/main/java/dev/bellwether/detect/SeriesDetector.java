package dev.bellwether.detect;

import java.util.Arrays;

/**
 * Scores the readings of one series as they come: near 0 when the like of it was seen before, near 1 when nothing was.
 * A score sees its own reading and earlier ones only. Memory does not grow with the series.
 *
 * <pre>
 * views   level v, jump v − median(last 10), step v − previous, season v − median(same time of the last days),
 *         sudden off season: season − median(season of the last 10)
 * recent  = sum over the views of novelty(view), each among its last 2,000
 * lasting = novelty(v − the nearest of what days and weeks expect), among the last 10,000; while they expect nothing,
 *           novelty(jump)
 * raw     = lasting / (1 + 0.3 · restless) + 0.1 · min(1, recent)
 * restless = sum of min(3, lasting) of before, each fading by 1/1000 a row
 * score   = told / (told + 0.2),  told = raw when it tops a peak that fades by half in 0.1 day, at most 29 rows; else 0
 * </pre>
 *
 * <p>A value far from its mean is no news where it comes every night, and a small one is where it never came; so the
 * measure is {@link Novelty}, the distance to the nearest that was seen. Day or week, whichever explains the reading
 * better, takes the season out; a series without one loses nothing but a little noise. Two memories: what did not happen
 * for long weighs up to 1 and more, what did not happen lately at most 0.1, enough to rank quiet series. A series that
 * surprises all the time has to surprise more. The peak makes of one excursion one alert.
 *
 * <p>All constants are the same for every series, and none looks ahead; docs/detection.md tells what each gained. The
 * scores do not change when all readings are multiplied by a number.
 */
public final class SeriesDetector {

    private static final int WARM_UP = 40;
    private static final int LATELY = 10;
    private static final int RECENT_MEMORY = 2_000;
    private static final int LASTING_MEMORY = 10_000;
    private static final double WEIGHT_OF_RECENT = 0.1;
    private static final double WEIGHT_OF_RESTLESS = 0.3;
    private static final double MOST_RESTLESS = 3;
    private static final double RESTLESS_FADES = 1 - 1e-3;
    private static final double HALF_LIFE_IN_DAYS = 0.1;
    private static final double LONGEST_HALF_LIFE = 29;
    private static final double RAW_AT_HALF = 0.2;
    private static final double ROUNDING = 1e-9;
    private static final double LARGEST = 1e150;

    private final long[] firstTimes = new long[WARM_UP];
    private final double[] firstValues = new double[WARM_UP];
    private int first;
    private SeasonalPast past = new SeasonalPast(86_400);
    private FadingPeak peak = new FadingPeak(1);

    private final RecentMedian values = new RecentMedian(LATELY);
    private final RecentMedian seasons = new RecentMedian(LATELY);
    private final Novelty level = new Novelty(RECENT_MEMORY);
    private final Novelty jump = new Novelty(RECENT_MEMORY);
    private final Novelty step = new Novelty(RECENT_MEMORY);
    private final Novelty season = new Novelty(RECENT_MEMORY);
    private final Novelty suddenOffSeason = new Novelty(RECENT_MEMORY);
    private final Novelty lasting = new Novelty(LASTING_MEMORY);
    private double restless;

    /**
     * The score of the next reading, in [0, 1). The first 40 teach the step between rows and score 0.
     *
     * @param epochSecond not before the one before, or by little: a clock that is set back is forgiven
     * @param value what is not finite is missing, scores 0 and teaches nothing
     */
    public double score(long epochSecond, double value) {
        if (!(Math.abs(value) < LARGEST)) {
            return 0;
        }
        if (first < WARM_UP) {
            warmUp(epochSecond, value);
            return 0;
        }
        Surprise surprise = surprise(epochSecond, value);
        double raw = surprise.lasting() / (1 + WEIGHT_OF_RESTLESS * restless)
                + WEIGHT_OF_RECENT * Math.min(1, surprise.recent());
        restless = restless * RESTLESS_FADES + Math.min(MOST_RESTLESS, surprise.lasting());
        double told = peak.pass(raw);
        return told / (told + RAW_AT_HALF);
    }

    private void warmUp(long epochSecond, double value) {
        firstTimes[first] = epochSecond;
        firstValues[first] = value;
        first++;
        if (first == WARM_UP) {
            past = new SeasonalPast(usualStep());
            peak = new FadingPeak(Math.min(HALF_LIFE_IN_DAYS * past.slotsOfADay(), LONGEST_HALF_LIFE));
            for (int i = 0; i < WARM_UP; i++) {
                surprise(firstTimes[i], firstValues[i]);
            }
        }
    }

    /** The median of the first steps, so that a gap or a clock that is set back counts for nothing. */
    private long usualStep() {
        long[] steps = new long[WARM_UP - 1];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = Math.max(1, firstTimes[i + 1] - firstTimes[i]);
        }
        Arrays.sort(steps);
        return steps[steps.length / 2];
    }

    private record Surprise(double recent, double lasting) {}

    private Surprise surprise(long epochSecond, double value) {
        past.turnTo(epochSecond, value);
        double offDay = past.offTheDay(value);
        double jumped = values.distanceOf(value);
        double stepped = values.stepTo(value);
        double jumpedOffDay = seasons.distanceOf(offDay);
        values.add(value);
        seasons.add(offDay);
        double noise = ROUNDING * Math.abs(value) + Double.MIN_NORMAL;
        double recent = level.of(value, noise)
                + jump.of(jumped, noise)
                + step.of(stepped, noise)
                + season.of(offDay, noise)
                + suddenOffSeason.of(jumpedOffDay, noise);
        double unexplained = past.expectsAnything() ? past.offDayAndWeek(value) : jumped;
        return new Surprise(recent, lasting.of(unexplained, noise));
    }
}
