package dev.bellwether.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.bellwether.history.Dispersion.Law;
import dev.bellwether.kpi.Unit;
import dev.bellwether.testing.Chance;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DispersionTest {

    private static final int WEEKS = 8;

    private final Chance chance = new Chance(7);

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.002, 0.004, 0.01, 0.05})
    void findsHowFarTheChanceItselfWavers(double rho) {
        assertThat(ofRatios(1_000, rho, 0)).isCloseTo(rho, within(0.15 * rho + 0.0004));
    }

    @Test
    void isMovedLittleByPastIncidentsOfAFifthOfTheSeries() {
        assertThat(ofRatios(1_000, 0.004, 200)).isBetween(0.0035, 0.0065);
    }

    @Test
    void staysNearTheUsualWhereFewSeriesTell() {
        assertThat(ofRatios(1, 0.05, 0)).isLessThan(0.03);
    }

    @Test
    void findsHowFarCountsWaverMoreThanPoissonsDo() {
        var estimate = new Dispersion.Estimate(Unit.COUNT);
        for (int series = 0; series < 1_000; series++) {
            double mean = 50 + 1_000 * chance.uniform();
            double[] counts = new double[WEEKS];
            for (int week = 0; week < WEEKS; week++) {
                counts[week] = chance.poisson(mean * chance.gamma(1 / 0.02) * 0.02);
            }
            estimate.add(counts, new double[WEEKS], WEEKS);
        }

        assertThat(estimate.result().extra()).isCloseTo(0.02, within(0.003));
    }

    @Test
    void seesThatARatioAboveOneIsNoProportion() {
        var estimate = new Dispersion.Estimate(Unit.RATIO);
        estimate.add(new double[] {0.95, 1.02, 0.99, 1.01, 0.97}, new double[] {100, 100, 100, 100, 100}, 5);

        assertThat(estimate.result().law()).isEqualTo(Law.RELATIVE);
    }

    private double ofRatios(int series, double rho, int withIncident) {
        var estimate = new Dispersion.Estimate(Unit.RATIO);
        for (int one = 0; one < series; one++) {
            double p = 0.05 + 0.9 * chance.uniform();
            double[] values = new double[WEEKS];
            double[] samples = new double[WEEKS];
            for (int week = 0; week < WEEKS; week++) {
                int n = chance.poisson(200 + 1_000 * chance.uniform());
                double now = one < withIncident && week == 3 ? p / 2 : p;
                samples[week] = n;
                values[week] = chance.betaBinomial(n, now, rho) / (double) n;
            }
            estimate.add(values, samples, WEEKS);
        }
        return estimate.result().extra();
    }
}
