package dev.bellwether.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class SeriesDetectorTest {

    private static final int STEP = 300;
    private static final int DAY = 86_400 / STEP;
    private static final long MONDAY = 1_767_571_200L;

    @Test
    void aScoreDoesNotSeeWhatComesLater() {
        double[] values = valuesOf(14 * DAY, noisyDays(1));
        int cut = 9 * DAY + 77;

        double[] whole = scores(values);
        double[] prefix = scores(Arrays.copyOf(values, cut));

        assertThat(prefix).isEqualTo(Arrays.copyOf(whole, cut));
    }

    @Test
    void theSameSeriesHasTheSameScores() {
        double[] values = valuesOf(5 * DAY, noisyDays(2));

        assertThat(scores(values)).isEqualTo(scores(values));
    }

    @Test
    void theUnitDoesNotMatter() {
        double[] values = valuesOf(5 * DAY, noisyDays(3));
        double[] inAnotherUnit =
                Arrays.stream(values).map(value -> value * 1024).toArray();

        assertThat(scores(inAnotherUnit)).isEqualTo(scores(values));
    }

    @Test
    void scoresLieFromZeroToOne() {
        var random = new Random(4);
        double[] wild = valuesOf(5 * DAY, i -> Math.exp(20 * random.nextGaussian()) * (random.nextBoolean() ? 1 : -1));

        assertThat(Arrays.stream(scores(wild))).allMatch(score -> score >= 0 && score < 1);
    }

    @Test
    void findsASpike() {
        double[] values = valuesOf(7 * DAY, noise(5));
        values[5 * DAY] += 12;

        assertThat(scores(values)[5 * DAY]).isGreaterThan(0.5);
    }

    @Test
    void tellsAnExcursionOnce() {
        double[] values = valuesOf(7 * DAY, noise(6));
        for (int i = 0; i < 30; i++) {
            values[5 * DAY + i] += 12;
        }

        double[] excursion = Arrays.copyOfRange(scores(values), 5 * DAY, 5 * DAY + 30);

        assertThat(Arrays.stream(excursion).filter(score -> score >= 0.5)).hasSize(1);
        assertThat(excursion[0]).isGreaterThan(0.5);
    }

    @Test
    void findsTheStartOfANewLevel() {
        double[] values = valuesOf(7 * DAY, noise(7));
        for (int i = 5 * DAY; i < values.length; i++) {
            values[i] -= 15;
        }

        double[] scores = scores(values);

        assertThat(scores[5 * DAY]).isGreaterThan(0.5);
        assertThat(Arrays.stream(scores, 5 * DAY + 1, 7 * DAY)).allMatch(score -> score < 0.5);
    }

    @Test
    void findsAUsualValueAtAnUnusualTime() {
        double[] values = valuesOf(14 * DAY, noisyDays(8));
        int noon = 12 * DAY + DAY / 2;
        double midnight = values[12 * DAY];
        Arrays.fill(values, noon, noon + 12, midnight);

        assertThat(scores(values)[noon]).isGreaterThan(0.5);
    }

    @Test
    void knowsTheWeekend() {
        var days = noisyDays(13);
        double[] values = valuesOf(35 * DAY, i -> days.applyAsDouble(i) * (i / DAY % 7 >= 5 ? 0.3 : 1));

        var lastWeek = Arrays.stream(scores(values), 28 * DAY, 35 * DAY);

        assertThat(lastWeek).allMatch(score -> score < 0.5);
    }

    @Test
    void staysQuietInNoise() {
        double[] scores = scores(valuesOf(30 * DAY, noise(9)));

        long told = Arrays.stream(scores, DAY, scores.length)
                .filter(score -> score >= 0.5)
                .count();

        assertThat(told).isLessThanOrEqualTo(3);
    }

    @Test
    void aConstantIsNoNewsAndItsFirstChangeIs() {
        double[] values = new double[3 * DAY];
        Arrays.fill(values, 7);
        values[2 * DAY] = 7.5;

        double[] scores = scores(values);

        assertThat(scores[2 * DAY]).isGreaterThan(0.9);
        scores[2 * DAY] = 0;
        assertThat(scores).containsOnly(0);
    }

    @Test
    void oneMonstrousReadingDoesNotBlindIt() {
        double[] values = valuesOf(14 * DAY, noise(10));
        values[3 * DAY] = 1e15;
        values[12 * DAY] += 25;

        assertThat(scores(values)[12 * DAY]).isGreaterThan(0.5);
    }

    @Test
    void whatIsMissingTeachesNothing() {
        double[] values = valuesOf(3 * DAY, noisyDays(11));
        var withGaps = new SeriesDetector();
        var without = new SeriesDetector();

        for (int i = 0; i < values.length; i++) {
            if (i % 10 == 3) {
                assertThat(withGaps.score(at(i), i % 20 == 3 ? Double.NaN : Double.POSITIVE_INFINITY))
                        .isZero();
            } else {
                assertThat(withGaps.score(at(i), values[i])).isEqualTo(without.score(at(i), values[i]));
            }
        }
    }

    @Test
    void takesDaysAndSecondsAsStepsAlike() {
        for (int step : new int[] {1, 3600, 86_400, 604_800}) {
            var detector = new SeriesDetector();
            var noise = noise(12);
            for (int i = 0; i < 200; i++) {
                detector.score(MONDAY + (long) i * step, noise.applyAsDouble(i));
            }

            assertThat(detector.score(MONDAY + 200L * step, 40))
                    .as("step %d", step)
                    .isGreaterThan(0.5);
        }
    }

    private static double[] scores(double[] values) {
        var detector = new SeriesDetector();
        double[] scores = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            scores[i] = detector.score(at(i), values[i]);
        }
        return scores;
    }

    private static long at(int row) {
        return MONDAY + (long) row * STEP;
    }

    private static double[] valuesOf(int rows, IntToDoubleFunction value) {
        double[] values = new double[rows];
        Arrays.setAll(values, value);
        return values;
    }

    private static IntToDoubleFunction noise(long seed) {
        var random = new Random(seed);
        return i -> 10 + random.nextGaussian();
    }

    /** High at noon, low at midnight. */
    private static IntToDoubleFunction noisyDays(long seed) {
        var random = new Random(seed);
        return i -> 100 - 60 * Math.cos(2 * Math.PI * i / DAY) + 2 * random.nextGaussian();
    }
}
