package dev.bellwether.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.bellwether.kpi.Unit;
import org.junit.jupiter.api.Test;

class SeasonalBaselineTest {

    @Test
    void expectsNothingFromFewerThanFourPastReadings() {
        Baseline baseline = SeasonalBaseline.of(new double[] {1, 2, 3}, 3, Dispersion.usual(Unit.USD), value(100));

        assertThat(baseline.expected()).isNaN();
        assertThat(baseline.z(100)).isNaN();
        assertThat(baseline.weeks()).isEqualTo(3);
    }

    @Test
    void isTheMedianSoThatAPastIncidentMovesNothing() {
        double[] withIncident = {100, 104, 96, 102, 98, 101, 99, 5};

        assertThat(SeasonalBaseline.of(withIncident, 8, Dispersion.usual(Unit.USD), value(100))
                        .expected())
                .isEqualTo(99.5);
    }

    @Test
    void measuresSpreadByTheMad() {
        double[] past = {80, 90, 100, 110, 120};

        Baseline baseline = SeasonalBaseline.of(past, 5, Dispersion.usual(Unit.USD), value(100));

        assertThat(baseline.sigma()).isCloseTo(1.4826 * 10 * Math.sqrt(1.2), within(1e-9));
        assertThat(baseline.low()).isCloseTo(100 - 3 * baseline.sigma(), within(1e-9));
        assertThat(baseline.z(100 - 2 * baseline.sigma())).isCloseTo(-2, within(1e-9));
    }

    @Test
    void neverTakesASmallSamplesChanceForASignal() {
        double[] agreeing = {0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1};

        double ofTwenty = SeasonalBaseline.of(agreeing.clone(), 8, Dispersion.usual(Unit.RATIO), ratio(6, 20))
                .z(0.3);
        double ofTwoThousand = SeasonalBaseline.of(agreeing.clone(), 8, Dispersion.usual(Unit.RATIO), ratio(600, 2000))
                .z(0.3);

        assertThat(ofTwenty).isLessThan(3);
        assertThat(ofTwoThousand).isGreaterThan(9);
    }

    @Test
    void keepsAWidthForARatioThatWasAlwaysNothing() {
        Baseline baseline = SeasonalBaseline.of(new double[8], 8, Dispersion.usual(Unit.RATIO), ratio(0, 50));

        assertThat(baseline.sigma()).isPositive();
        assertThat(baseline.z(0)).isZero();
    }

    @Test
    void isQuietWhenNothingIsComparedWithNothing() {
        assertThat(SeasonalBaseline.of(new double[8], 8, Dispersion.usual(Unit.SECONDS), value(0))
                        .z(0))
                .isNaN();
    }

    @Test
    void leavesBothEndsOfARareCountEquallyRare() {
        double[] past = {2, 1, 3, 2, 2, 1, 4, 2};

        Baseline baseline = SeasonalBaseline.of(past, 8, Dispersion.usual(Unit.COUNT), value(2));

        assertThat(baseline.low()).isZero();
        assertThat(baseline.high()).as("seven of two by chance: once in 220").isGreaterThan(7);
    }

    @Test
    void keepsTheBandOfAProportionWithinWhatIsPossible() {
        double[] past = {0.99, 0.98, 1, 0.99, 0.97, 1, 0.99, 0.98};

        Baseline baseline = SeasonalBaseline.of(past, 8, Dispersion.usual(Unit.RATIO), ratio(48, 50));

        assertThat(baseline.high()).isEqualTo(1);
        assertThat(baseline.low()).isBetween(0.8, 0.99);
    }

    @Test
    void drawsAnOutlierAmongMeansIn() {
        double[] past = {4.2, 4.3, 4.1, 4.2, 4.25, 4.15, 4.2, 1.0};

        Baseline baseline = SeasonalBaseline.of(past, 8, Dispersion.usual(Unit.STARS), value(4));

        assertThat(baseline.expected()).isBetween(4.1, 4.2);
        assertThat(baseline.sigma()).isLessThan(0.2);
    }

    private static Snapshot.Reading value(double value) {
        return new Snapshot.Reading(value, Double.NaN, Double.NaN, Double.NaN);
    }

    private static Snapshot.Reading ratio(double numerator, double denominator) {
        return new Snapshot.Reading(numerator / denominator, numerator, denominator, denominator);
    }
}
