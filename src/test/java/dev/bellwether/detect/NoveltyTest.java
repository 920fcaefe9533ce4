package dev.bellwether.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NoveltyTest {

    @Test
    void theFirstFigureAndItsLikeAreNoNews() {
        var novelty = new Novelty(5);

        assertThat(novelty.of(3, 0)).isZero();
        assertThat(novelty.of(3, 0)).isZero();
    }

    @Test
    void aGapBetweenUsualLevelsIsNews() {
        var novelty = new Novelty(100);
        for (int i = 0; i < 100; i++) {
            novelty.of(i % 2 == 0 ? -1 : 1, 0);
        }

        assertThat(novelty.of(0, 0)).isBetween(0.9, 1.1); // one away from both, and the spread is one
    }

    @Test
    void whatWasSeenOnceIsKnown() {
        var novelty = new Novelty(100);
        var random = new Random(1);
        for (int i = 0; i < 90; i++) {
            novelty.of(random.nextGaussian(), 0);
        }

        assertThat(novelty.of(20, 0)).isGreaterThan(5);
        assertThat(novelty.of(20.1, 0)).isLessThan(0.1);
    }

    @Test
    void whatWasForgottenIsNewsAgain() {
        var novelty = new Novelty(10);
        novelty.of(9, 0);
        for (int i = 0; i < 9; i++) {
            novelty.of(i % 2, 0);
        }

        assertThat(novelty.of(9, 0)).isZero();
        for (int i = 0; i < 10; i++) {
            novelty.of(i % 2, 0);
        }
        assertThat(novelty.of(9, 0)).isGreaterThan(1);
    }

    @Test
    void theNearestIsTheNearestOfTheLastOnes() {
        int memory = 50;
        var novelty = new Novelty(memory);
        var last = new ArrayDeque<Double>();
        var random = new Random(2);

        for (int i = 0; i < 2_000; i++) {
            double figure = random.nextInt(200);
            boolean known = last.contains(figure);

            assertThat(novelty.of(figure, 0) == 0).isEqualTo(known || i == 0);

            last.add(figure);
            if (last.size() > memory) {
                last.remove();
            }
        }
    }
}
