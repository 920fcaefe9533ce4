package dev.bellwether.drl;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ComparisonsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "sample >= 100 ~ (sample > 100 || sample == 100)",
                "value <= low ~ (value < low || value == low)",
                "z >= 3 || change <= -0.5 ~ (z > 3 || z == 3) || (change < -0.5 || change == -0.5)",
                "!(z >= 3) ~ !((z > 3 || z == 3))",
                "$v : value >= 3 ~ $v : value, (value > 3 || value == 3)",
                "(value - expected) * 2 >= low ~" + " ((value - expected) * 2 > low || (value - expected) * 2 == low)",
                "label(\"x\") matches \"a\" && z >= 3 ~ label(\"x\") matches \"a\" && (z > 3 || z == 3)",
            })
    void orEqualIsSpeltOut(String written, String sound) {
        assertThat(Comparisons.sound(written)).isEqualTo(sound);
        assertThat(Comparisons.mendOf(written)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "value < low",
                "kpi == \"x\"",
                "label(\"market\") == \">= 3\"",
                "hour in (1, 2)",
                "missing",
                "$v : value"
            })
    void allElseStaysAsWritten(String written) {
        assertThat(Comparisons.sound(written)).isEqualTo(written);
        assertThat(Comparisons.mendOf(written)).isEmpty();
    }

    @Test
    void lineBreaksStay() {
        assertThat(Comparisons.sound("z >= 3\n   || change > 1")).isEqualTo("(z > 3 || z == 3) || change > 1\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"value >= 1 && <= 5", "value > 1 && < 5"})
    void halfAComparisonIsRefused(String written) {
        assertThat(Comparisons.mendOf(written)).contains("write each comparison out: value >= 1 && value <= 5");
    }
}
