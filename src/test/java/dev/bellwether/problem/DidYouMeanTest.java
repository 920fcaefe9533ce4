package dev.bellwether.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DidYouMeanTest {

    private static final List<String> KEYS = List.of("dimensions", "direction", "grain", "min_sample", "owner");

    @Test
    void findsTheNearestWord() {
        assertThat(DidYouMean.among("dimension", KEYS)).contains("dimensions");
        assertThat(DidYouMean.among("gran", KEYS)).contains("grain");
        assertThat(DidYouMean.among("Owner", KEYS)).contains("owner");
    }

    @Test
    void staysSilentWhenNothingIsNear() {
        assertThat(DidYouMean.among("colour", KEYS)).isEmpty();
    }

    @Test
    void namesAllThatIsKnownInstead() {
        assertThat(DidYouMean.sentence("colour", List.of("b", "a"))).isEqualTo("known are a, b");
    }
}
