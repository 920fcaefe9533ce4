package dev.bellwether.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DrawTest {

    private static final int DRAWS = 20_000;

    @Test
    void givesTheSameNumbersForTheSameKey() {
        assertThat(new Draw(1, 2, 3, 4).uniform()).isEqualTo(new Draw(1, 2, 3, 4).uniform());
    }

    @Test
    void givesOtherNumbersWhenAnyPartOfTheKeyDiffers() {
        double number = new Draw(1, 2, 3, 4).uniform();

        assertThat(new Draw(9, 2, 3, 4).uniform()).isNotEqualTo(number);
        assertThat(new Draw(1, 9, 3, 4).uniform()).isNotEqualTo(number);
        assertThat(new Draw(1, 2, 9, 4).uniform()).isNotEqualTo(number);
        assertThat(new Draw(1, 2, 3, 9).uniform()).isNotEqualTo(number);
    }

    @ParameterizedTest
    @CsvSource({"0.4", "6", "80", "5000"})
    void drawsPoissonCountsWithTheRightMeanAndVariance(double mean) {
        Moments moments = momentsOf(draw -> draw.poisson(mean));

        assertThat(moments.mean).isCloseTo(mean, within(5 * Math.sqrt(mean / DRAWS)));
        assertThat(moments.variance / mean).isCloseTo(1, within(0.08));
    }

    @ParameterizedTest
    @CsvSource({"60, 0.02", "60, 0.93", "400, 0.5", "90000, 0.11"})
    void drawsBinomialCountsWithTheRightMeanAndVariance(long trials, double chance) {
        Moments moments = momentsOf(draw -> draw.binomial(trials, chance));

        double variance = trials * chance * (1 - chance);
        assertThat(moments.mean).isCloseTo(trials * chance, within(5 * Math.sqrt(variance / DRAWS)));
        assertThat(moments.variance / variance).isCloseTo(1, within(0.08));
    }

    @Test
    void knowsCertainty() {
        assertThat(new Draw(1, 2, 3, 4).binomial(10, 0)).isZero();
        assertThat(new Draw(1, 2, 3, 4).binomial(10, 1)).isEqualTo(10);
        assertThat(new Draw(1, 2, 3, 4).binomial(0, 0.5)).isZero();
        assertThat(new Draw(1, 2, 3, 4).poisson(0)).isZero();
    }

    private record Moments(double mean, double variance) {}

    private static Moments momentsOf(ToDoubleFunction<Draw> number) {
        double sum = 0;
        double squares = 0;
        for (int slot = 0; slot < DRAWS; slot++) {
            double drawn = number.applyAsDouble(new Draw(42, 1, 7, slot));
            sum += drawn;
            squares += drawn * drawn;
        }
        double mean = sum / DRAWS;
        return new Moments(mean, squares / DRAWS - mean * mean);
    }
}
