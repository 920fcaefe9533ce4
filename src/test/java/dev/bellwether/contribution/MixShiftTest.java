package dev.bellwether.contribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MixShiftTest {

    @Test
    void aRatioThatMovedInTheSegmentsIsAllWithin() {
        MixShift shift = MixShift.of(Breakdowns.ratios("carrier")
                        .segment("correo", new Amount(20, 400), new Amount(120, 400))
                        .segment("dhl", new Amount(30, 600), new Amount(30, 600))
                        .build())
                .orElseThrow();

        assertThat(shift.within()).isCloseTo(0.10, within(1e-12));
        assertThat(shift.mix()).isCloseTo(0, within(1e-12));
        assertThat(shift.simpson()).isFalse();
    }

    /** Mobile converts 2 of 100, desktop 6 of 100, as ever; mobile's part of the visits went from half to three quarters. */
    @Test
    void aSegmentThatGrewIsAllMix() {
        MixShift shift = MixShift.of(Breakdowns.ratios("platform")
                        .segment("mobile", new Amount(10, 500), new Amount(15, 750))
                        .segment("desktop", new Amount(30, 500), new Amount(15, 250))
                        .build())
                .orElseThrow();

        assertThat(shift.within()).isCloseTo(0, within(1e-12));
        assertThat(shift.mix()).isCloseTo(-0.01, within(1e-12));
        assertThat(shift.simpson()).isFalse();
    }

    /** Both platforms convert better, 2 to 2.4 and 6 to 6.4 of 100, and yet the whole falls from 4.0 to 3.4 of 100. */
    @Test
    void tellsThatEverySegmentMovedAgainstTheWhole() {
        Breakdown breakdown = Breakdowns.ratios("platform")
                .segment("mobile", new Amount(10, 500), new Amount(18, 750))
                .segment("desktop", new Amount(30, 500), new Amount(16, 250))
                .build();

        MixShift shift = MixShift.of(breakdown).orElseThrow();

        assertThat(breakdown.change()).isCloseTo(-0.006, within(1e-12));
        assertThat(shift.within()).isCloseTo(0.004, within(1e-12));
        assertThat(shift.mix()).isCloseTo(-0.010, within(1e-12));
        assertThat(shift.simpson()).isTrue();
    }

    @Test
    void roundingIsNoMovement() {
        MixShift shift = MixShift.of(Breakdowns.ratios("platform")
                        .segment("mobile", new Amount(0.1, 1), new Amount(0.3, 3.0000000000001))
                        .segment("desktop", new Amount(0.6, 1), new Amount(0.6, 1))
                        .build())
                .orElseThrow();

        assertThat(shift.simpson()).isFalse();
    }

    @Test
    void aSumAndARatioOfNothingHaveNone() {
        assertThat(MixShift.of(Breakdowns.sums("market").segment("BR", 1, 2).build()))
                .isEmpty();
        assertThat(MixShift.of(Breakdowns.ratios("market")
                        .segment("BR", Amount.NONE, new Amount(1, 2))
                        .build()))
                .isEmpty();
    }

    static Stream<Random> draws() {
        return LongStream.range(0, 500).mapToObj(Random::new);
    }

    @ParameterizedTest
    @MethodSource("draws")
    void withinAndMixLeaveNothingOver(Random random) {
        Breakdown drawn = Breakdowns.drawn(Form.RATIO, random);

        MixShift.of(drawn)
                .ifPresent(shift -> assertThat(shift.within() + shift.mix()).isCloseTo(drawn.change(), within(1e-9)));
    }

    @ParameterizedTest
    @MethodSource("draws")
    void theSameSharesHaveNoMixAndTheSameRatiosNothingWithin(Random random) {
        Breakdown drawn = Breakdowns.drawn(Form.RATIO, random);
        Breakdown sameShares = Breakdowns.with(drawn, segment -> {
            double size = segment.expected().denominator();
            return new Segment(
                    segment.value(), new Amount(3 * size * random.nextDouble(), 3 * size), segment.expected(), 0);
        });
        Breakdown sameRatios = Breakdowns.with(
                drawn,
                segment -> new Segment(
                        segment.value(),
                        Breakdowns.times(segment.expected(), 0.1 + random.nextDouble()),
                        segment.expected(),
                        0));

        MixShift.of(sameShares).ifPresent(shift -> assertThat(shift.mix()).isCloseTo(0, within(1e-9)));
        MixShift.of(sameRatios).ifPresent(shift -> assertThat(shift.within()).isCloseTo(0, within(1e-9)));
    }
}
