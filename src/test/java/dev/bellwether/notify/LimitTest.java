package dev.bellwether.notify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.alert.Condition;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimitTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "value < 0.9                      | value = 45.3 %                                 | 0.9",
                "delta <= -0.08                   | delta = −49.8 points                           | 0.42",
                "deviation > 0.8                  | deviation = +121 %                             | 0.9",
                "value > limit(\"late_max\")      | value = 30.0 %, limit late_max = 12.0 %         | 0.12",
                "delta <= -limit(\"drop_min\")    | delta = −53.4 points, limit drop_min = +8.0 points | 0.42",
                "delta <= limit(\"fall_max\")     | delta = −30.0 points, limit fall_max = −20.0 points | 0.3",
                "value > limit(\"most\")          | value = 1,900, limit most = 1,500              | 1500"
            })
    void isReadFromTheCondition(String written, String saw, double beside) {
        var conditions = List.of(new Condition("sample >= 300", "sample = 1,712"), new Condition(written, saw));

        assertThat(Limit.of(conditions).orElseThrow().beside(0.5)).isCloseTo(beside, Assertions.within(1e-9));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "value < low                | value = 45.3 %, low = 91.2 %",
                "value > limit(\"usd_max\") | value = USD 12,400, limit usd_max = USD 9,000",
                "z <= -2.3                  | z = −9.4"
            })
    void isNotGuessed(String written, String saw) {
        assertThat(Limit.of(List.of(new Condition(written, saw)))).isEmpty();
    }
}
