package dev.bellwether.ruletest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SeriesNotationTest {

    private static final double NONE = Double.NaN;

    @Test
    void readsNumbersRepeatsAndGaps() {
        assertThat(SeriesNotation.parse("0.95x3 0.70 _ -1e3"))
                .containsExactly(0.95, 0.95, 0.95, 0.95, 0.70, NONE, -1000);
        assertThat(SeriesNotation.parse(" 1 _x3 2\n 3 ")).containsExactly(1, NONE, NONE, NONE, 2, 3);
        assertThat(SeriesNotation.parse("7x0")).containsExactly(7);
    }

    @Test
    void stepsAsPromtoolDoesAndExactly() {
        assertThat(SeriesNotation.parse("-2+4x3")).containsExactly(-2, 2, 6, 10);
        assertThat(SeriesNotation.parse("1-2x4")).containsExactly(1, -1, -3, -5, -7);
        assertThat(SeriesNotation.parse("0.1+0.1x2")).containsExactly(0.1, 0.2, 0.3);
        assertThat(SeriesNotation.parse("1e2-.5x1")).containsExactly(100, 99.5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x3", "1x", "1+2", "1+x3", "0,95", "stale", "__", "1x3x3", "NaN", "1 2 three", "_ x3"})
    void namesTheWordThatIsNotOfTheNotation(String text) {
        String word = text.equals("1 2 three") ? "three" : text.equals("_ x3") ? "x3" : text;

        assertThatIllegalArgumentException()
                .isThrownBy(() -> SeriesNotation.parse(text))
                .withMessage("\"" + word + "\" is neither a number, a repeated number nor _");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1x99999", "_x999999999", "1x19999 2"})
    void refusesToFillTheMemory(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SeriesNotation.parse(text))
                .withMessageContaining("makes more than 20000 values");
    }

    @ParameterizedTest
    @CsvSource({"0.95 0.95 0.95 0.7, 0.95x2 0.7", "_ _ 1 _, _x2 1 _", "12 12.5, 12 12.5"})
    void writesRepeatsShort(String text, String written) {
        assertThat(SeriesNotation.write(SeriesNotation.parse(text))).isEqualTo(written);
    }

    @Test
    void readsWhatItWrites() {
        var random = new Random(7);
        double[] pool = {0, 1, 0.95, -3.25, 1e-7, 123_456_789_012.0, Double.MAX_VALUE, Double.MIN_VALUE, 1.0 / 3, NONE};
        for (int run = 0; run < 500; run++) {
            double[] numbers = random.ints(1 + random.nextInt(20), 0, pool.length)
                    .mapToDouble(i -> pool[i])
                    .toArray();

            assertThat(SeriesNotation.parse(SeriesNotation.write(numbers))).containsExactly(numbers);
        }
    }
}
