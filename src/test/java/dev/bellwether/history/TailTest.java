package dev.bellwether.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.bellwether.history.Dispersion.Law;
import dev.bellwether.history.Snapshot.Reading;
import dev.bellwether.testing.Chance;
import java.util.Arrays;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.PoissonDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TailTest {

    @Test
    void isTheBinomialsWhereNothingScattersMore() {
        double sigma = Math.sqrt(0.1 * 0.9 / 300);
        var exact = BinomialDistribution.of(300, 0.1);

        assertThat(proportion(60, 300, 0.1, sigma)).isCloseTo(2 * exact.survivalProbability(59), within(1e-9));
        assertThat(proportion(10, 300, 0.1, sigma)).isCloseTo(2 * exact.cumulativeProbability(10), within(1e-6));
    }

    @Test
    void isTheSameForAShareAndForWhatIsLeftOfIt() {
        assertThat(proportion(400, 500, 0.9, 0.025)).isCloseTo(proportion(100, 500, 0.1, 0.025), within(1e-12));
    }

    @Test
    void isWiderThanANormalsForRareEvents() {
        double sigma = 2 * Math.sqrt(0.002 * 0.998 / 1000);
        double z = (0.012 - 0.002) / sigma;

        double normal = 2 * (1 - phi(z));
        assertThat(proportion(12, 1000, 0.002, sigma)).isGreaterThan(10 * normal);
    }

    @Test
    void isThePoissonsForCountsThatScatterByChanceAlone() {
        var exact = PoissonDistribution.of(9);

        assertThat(count(24, 9, 3)).isCloseTo(2 * exact.survivalProbability(23), within(1e-9));
        assertThat(count(1, 9, 3)).isCloseTo(2 * exact.cumulativeProbability(1), within(1e-9));
    }

    @Test
    void sumsToOneOverBothSidesOfAGammaPoisson() {
        // P(X <= 20) + P(X >= 21), each beyond the middle of the other's side
        double low = count(20, 100, 40) / 2;
        double rest = 0;
        for (int k = 0; k <= 20; k++) {
            rest += count(k, 100, 40) / 2 - (k == 0 ? 0 : count(k - 1, 100, 40) / 2);
        }

        assertThat(low).isCloseTo(rest, within(1e-9)).isBetween(0.001, 0.05);
        assertThat(count(250, 100, 40)).isLessThan(count(240, 100, 40)).isPositive();
    }

    @Test
    void saysNothingWhereNothingIsExpected() {
        assertThat(Tail.twoSided(Law.COUNT, Baseline.NONE, new Reading(7, Double.NaN, Double.NaN, Double.NaN)))
                .isNaN();
    }

    /** Of quiet readings one in a hundred is as unlikely as one in a hundred, or fewer; never many more. */
    @ParameterizedTest
    @CsvSource({"0.9, 150, 0.004", "0.02, 400, 0.01", "0.5, 2000, 0.002"})
    void isHonestOfQuietRatios(double p, int n, double rho) {
        var chance = new Chance(5);
        int rounds = 10_000;
        int unlikely = 0;
        int veryUnlikely = 0;
        var dispersion = new Dispersion(Law.PROPORTION, rho);
        for (int round = 0; round < rounds; round++) {
            double[] past = new double[8];
            Arrays.setAll(past, week -> chance.betaBinomial(n, p, rho) / (double) n);
            double now = chance.betaBinomial(n, p, rho);
            var reading = new Reading(now / n, now, n, n);
            double tail = Tail.twoSided(Law.PROPORTION, SeasonalBaseline.of(past, 8, dispersion, reading), reading);
            unlikely += tail < 0.01 ? 1 : 0;
            veryUnlikely += tail < 0.001 ? 1 : 0;
        }

        assertThat(unlikely / (double) rounds).isBetween(0.003, 0.012);
        assertThat(veryUnlikely / (double) rounds).isLessThan(0.002);
    }

    private static double proportion(int events, int n, double expected, double sigma) {
        return Tail.twoSided(
                Law.PROPORTION, new Baseline(expected, sigma, 8), new Reading(events / (double) n, events, n, n));
    }

    private static double count(int seen, double expected, double sigma) {
        return Tail.twoSided(
                Law.COUNT, new Baseline(expected, sigma, 8), new Reading(seen, Double.NaN, Double.NaN, Double.NaN));
    }

    private static double phi(double z) {
        return NormalDistribution.of(0, 1).cumulativeProbability(z);
    }
}
