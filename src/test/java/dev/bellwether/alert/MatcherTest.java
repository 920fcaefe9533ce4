package dev.bellwether.alert;

import static dev.bellwether.alert.Matcher.Operator.EQUAL;
import static dev.bellwether.alert.Matcher.Operator.MATCH;
import static dev.bellwether.alert.Matcher.Operator.NOT_EQUAL;
import static dev.bellwether.alert.Matcher.Operator.NOT_MATCH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.kpi.Labels;
import java.util.regex.PatternSyntaxException;
import org.junit.jupiter.api.Test;

class MatcherTest {

    private static final Labels SPAIN = Labels.of("market", "ES");

    @Test
    void comparesTheWholeValueAndTakesNoPatternForEquality() {
        assertThat(new Matcher("market", EQUAL, "ES").matches(SPAIN)).isTrue();
        assertThat(new Matcher("market", EQUAL, "E.").matches(SPAIN)).isFalse();
        assertThat(new Matcher("market", NOT_EQUAL, "ES").matches(SPAIN)).isFalse();
        assertThat(new Matcher("market", NOT_EQUAL, "PL").matches(SPAIN)).isTrue();
    }

    @Test
    void anchorsPatternsAtBothEnds() {
        assertThat(new Matcher("market", MATCH, "ES|PL").matches(SPAIN)).isTrue();
        assertThat(new Matcher("market", MATCH, "E").matches(SPAIN)).isFalse();
        assertThat(new Matcher("market", NOT_MATCH, "E").matches(SPAIN)).isTrue();
        assertThat(new Matcher("market", NOT_MATCH, "E.").matches(SPAIN)).isFalse();
    }

    @Test
    void takesAnAbsentLabelForAnEmptyOne() {
        assertThat(new Matcher("carrier", EQUAL, "").matches(SPAIN)).isTrue();
        assertThat(new Matcher("carrier", NOT_EQUAL, "correo").matches(SPAIN)).isTrue();
        assertThat(new Matcher("carrier", MATCH, ".*").matches(SPAIN)).isTrue();
        assertThat(new Matcher("carrier", MATCH, ".+").matches(SPAIN)).isFalse();
    }

    @Test
    void refusesWhatIsNoPattern() {
        assertThatThrownBy(() -> new Matcher("market", MATCH, "(ES")).isInstanceOf(PatternSyntaxException.class);
    }

    @Test
    void isWrittenAsPrometheusWritesIt() {
        assertThat(new Matcher("market", NOT_MATCH, "E\"S")).hasToString("market!~\"E\\\"S\"");
    }
}
