package dev.bellwether.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.alert.Matcher.Operator;
import dev.bellwether.kpi.Labels;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WrittenMatcherTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"plain", "", "a \"quoted\" \\ word", "=~", "玩具 <b>", "{a, b}", "x\"", "\\n", "a|b.*", " edges "})
    void readsWhatItWrites(String value) {
        for (Operator operator : new Operator[] {Operator.EQUAL, Operator.NOT_EQUAL}) {
            var matcher = new Matcher("market", operator, value);

            assertThat(Matcher.parse(matcher.toString())).isEqualTo(matcher);
        }
    }

    @Test
    void readsThemAsPeopleWriteThem() {
        assertThat(Matcher.parse("market=ES")).isEqualTo(new Matcher("market", Operator.EQUAL, "ES"));
        assertThat(Matcher.parse(" carrier =~ a|b ")).isEqualTo(new Matcher("carrier", Operator.MATCH, "a|b"));
        assertThat(Matcher.parse("carrier!~\"a\\nb\"")).isEqualTo(new Matcher("carrier", Operator.NOT_MATCH, "a\nb"));
        assertThat(Matcher.parse("\"ländercode\"!=x")).isEqualTo(new Matcher("ländercode", Operator.NOT_EQUAL, "x"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "market", "=ES", "a b=c", "market=~(", "{market=ES}"})
    void refusesWhatIsNone(String written) {
        assertThatThrownBy(() -> Matcher.parse(written)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"(a+)+b", "(a|aa)+b", "(.|a)*b"})
    void givesUpOnAPatternWithoutEnd(String pattern) {
        Labels labels = Labels.of("market", "a".repeat(20_000));

        assertThat(new Matcher("market", Operator.MATCH, pattern).matches(labels))
                .isFalse();
        assertThat(new Matcher("market", Operator.NOT_MATCH, pattern).matches(labels))
                .isFalse();
    }
}
