package dev.bellwether.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class SamplesTest {

    private static final double NONE = Double.NaN;

    private final Samples samples = new Samples(Instant.parse("2026-11-22T10:00:00Z"));

    @Test
    void saysWhenASeriesComesTwiceWithOtherFigures() {
        assertThat(samples.put(3, 1, NONE, NONE, NONE)).isTrue();
        assertThat(samples.put(3, 1, NONE, NONE, NONE)).isTrue();
        assertThat(samples.put(3, 1, NONE, NONE, 5)).isFalse();

        assertThat(samples.count()).isEqualTo(1);
        assertThat(samples.size()).isEqualTo(4);
        assertThat(samples.sample(3)).isEqualTo(5);
    }

    @Test
    void takesTheDenominatorForTheSampleUnlessOneIsGiven() {
        samples.put(0, NONE, 3, 4, NONE);
        samples.put(1, NONE, 3, 4, 100);

        assertThat(samples.value(0)).isEqualTo(0.75);
        assertThat(samples.sample(0)).isEqualTo(4);
        assertThat(samples.sample(1)).isEqualTo(100);
    }

    @Test
    void answersNothingForASeriesItNeverSaw() {
        assertThat(samples.has(9)).isFalse();
        assertThat(samples.value(9)).isNaN();
        assertThat(samples.sample(9)).isNaN();
    }

    @Test
    void countsNoReadingThatHasNoFigures() {
        samples.put(0, NONE, NONE, NONE, NONE);
        assertThat(samples.count()).isZero();

        samples.put(0, 1, NONE, NONE, NONE);
        samples.put(0, NONE, NONE, NONE, NONE);
        assertThat(samples.count()).isZero();
    }

    @Test
    void takesInOthersOverItsOwn() {
        samples.put(0, 1, NONE, NONE, NONE);
        samples.put(1, 2, NONE, NONE, NONE);
        var others = new Samples(samples.at());
        others.put(1, NONE, 1, 2, NONE);
        others.put(500, 7, NONE, NONE, NONE);

        Samples both = samples.copy();
        both.putAll(others);

        assertThat(both.value(0)).isEqualTo(1);
        assertThat(both.value(1)).isEqualTo(0.5);
        assertThat(both.value(500)).isEqualTo(7);
        assertThat(both.count()).isEqualTo(3);
        assertThat(samples.value(1)).isEqualTo(2);
        assertThat(samples.size()).isEqualTo(2);
    }
}
