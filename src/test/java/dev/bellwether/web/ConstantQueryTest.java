package dev.bellwether.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConstantQueryTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1+1                | 2
            1 + 2 * 3          | 7
            (1 + 2) * -3       | -9
            7 % 4 - 0.5        | 2.5
            8 / 2 / 2          | 2
            """)
    void worksOutArithmetic(String query, double value) {
        assertThat(ConstantQuery.parse(query)).contains(new ConstantQuery(value, false));
    }

    @Test
    void aVectorOfOneNumberIsAsked() {
        assertThat(ConstantQuery.parse("vector(1)")).contains(new ConstantQuery(1, true));
        assertThat(ConstantQuery.parse("vector( 2*(1+1) )")).contains(new ConstantQuery(4, true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "up", "1+", "(1", "1)", "vector(up)", "rate(x[5m])", "1;2", "1 1 +", "vector(1)+vector(1)"})
    void whatAsksForSeriesIsNotAnswered(String query) {
        assertThat(ConstantQuery.parse(query)).isEmpty();
    }

    @Test
    void aTextThatIsTooLongIsNotEvenRead() {
        assertThat(ConstantQuery.parse("(".repeat(100_000))).isEmpty();
    }
}
