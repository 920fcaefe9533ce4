package dev.bellwether.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.testing.Chance;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DiscoveriesTest {

    /** The fifteen p-values of the paper's example, of which the four smallest are discoveries at 0.05. */
    @Test
    void findsWhatThePaperFinds() {
        double[] p = {
            0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528,
            0.7590, 1.000
        };

        assertThat(Discoveries.among(p).stream()).containsExactly(0, 1, 2, 3);
    }

    @Test
    void leavesOutWhatIsNotTested() {
        double[] alone = {0.04, Double.NaN, Double.NaN};
        double[] amongOthers = {0.04, 1, 1};

        assertThat(Discoveries.among(alone).stream()).containsExactly(0);
        assertThat(Discoveries.among(amongOthers).stream()).isEmpty();
        assertThat(Discoveries.among(new double[0]).stream()).isEmpty();
    }

    @Test
    void doesNotDependOnTheOrder() {
        var chance = new Chance(3);
        double[] p = IntStream.range(0, 200)
                .mapToDouble(i -> i < 20 ? chance.uniform() / 500 : chance.uniform())
                .toArray();
        double[] backwards =
                IntStream.range(0, 200).mapToDouble(i -> p[199 - i]).toArray();

        int[] found = Discoveries.among(p).stream().toArray();
        int[] foundBackwards =
                Discoveries.among(backwards).stream().map(i -> 199 - i).sorted().toArray();

        assertThat(foundBackwards).isEqualTo(found).isNotEmpty();
    }

    @Test
    void isFalseOnceInTwentyRoundsOfPureChance() {
        var chance = new Chance(11);
        int rounds = 2_000;
        int wrong = 0;
        for (int round = 0; round < rounds; round++) {
            double[] p = new double[100];
            Arrays.setAll(p, i -> chance.uniform());
            wrong += Discoveries.among(p).isEmpty() ? 0 : 1;
        }

        assertThat(wrong / (double) rounds).isBetween(0.03, 0.07);
    }
}
