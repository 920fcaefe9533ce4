package dev.bellwether.contribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.bellwether.contribution.Adtributor.Weighed;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AdtributorTest {

    /**
     * Worked by hand: 200 orders were expected and 120 came. Shares: card 5/80, pix 55/80, wallet 20/80. Surprise of pix:
     * p = 60/200 = 0.3, q = 5/120 = 0.0417, ½ (0.3 log₂ 0.6/0.3417 + 0.0417 log₂ 0.0833/0.3417) = ½ (0.2437 − 0.0848).
     */
    private static final Breakdown BY_METHOD = Breakdowns.sums("method")
            .segment("card", 100, 95)
            .segment("pix", 60, 5)
            .segment("wallet", 40, 20)
            .build();

    @Test
    void weighsTheWorkedExample() {
        List<Weighed> weighed = Adtributor.weigh(BY_METHOD);

        assertThat(weighed).extracting(Weighed::share).containsExactly(0.0625, 0.6875, 0.25);
        assertThat(weighed.get(0).surprise()).isCloseTo(0.02396, within(1e-5));
        assertThat(weighed.get(1).surprise()).isCloseTo(0.07945, within(1e-5));
        assertThat(weighed.get(2).surprise()).isCloseTo(0.00109, within(1e-5));
    }

    @Test
    void stopsAtTheFirstSegmentsThatAreEnough() {
        Attribution attribution = Adtributor.attribute(BY_METHOD);

        assertThat(attribution.causes()).extracting(Cause::value).containsExactly("pix");
        assertThat(attribution.share()).isEqualTo(0.6875);
        assertThat(attribution.causes().get(0).now()).isEqualTo(5);
        assertThat(attribution.causes().get(0).expected()).isEqualTo(60);
    }

    @Test
    void aFallInProportionHasNoCauseThoughTheLargestSegmentHasTheLargestShare() {
        Breakdown byMarket = Breakdowns.sums("market")
                .segment("BR", 150, 90)
                .segment("ES", 50, 30)
                .build();

        assertThat(Adtributor.weigh(byMarket)).extracting(Weighed::share).containsExactly(0.75, 0.25);
        assertThat(Adtributor.attribute(byMarket).explains()).isFalse();
    }

    @Test
    void tenSegmentsThatFallByTurnsHaveNoCause() {
        var breakdown = Breakdowns.sums("category");
        IntStream.range(0, 10).forEach(i -> breakdown.segment("c" + i, 100, i % 2 == 0 ? 60 : 50));

        assertThat(Adtributor.attribute(breakdown.build()).explains()).isFalse();
    }

    @Test
    void threeLargestSegmentsNeedHalf() {
        var half = Breakdowns.sums("carrier");
        IntStream.range(0, 5).forEach(i -> half.segment("fell" + i, 100, 50));
        IntStream.range(0, 15).forEach(i -> half.segment("stayed" + i, 100, 100));

        Attribution attribution = Adtributor.attribute(half.build());

        assertThat(attribution.causes()).hasSize(3);
        assertThat(attribution.share()).isCloseTo(0.6, within(1e-12));
    }

    @Test
    void takesTheLargestSharesWhenTheMostSurprisingAreNotEnough() {
        Breakdown breakdown = Breakdowns.sums(
                        "carrier") // three small ones are gone, the large one has most of the loss
                .segment("a", 22, 0)
                .segment("b", 22, 0)
                .segment("c", 22, 0)
                .segment("large", 500, 366)
                .segment("rest", 3000, 3000)
                .build();

        assertThat(Adtributor.attribute(breakdown).causes())
                .extracting(Cause::value)
                .startsWith("large")
                .hasSize(3);
    }

    @Test
    void aSegmentThatIsNewExplainsARise() {
        Breakdown breakdown = Breakdowns.sums("campaign")
                .segment("", 300, 310)
                .segment("black-friday", 0, 200)
                .build();

        Attribution attribution = Adtributor.attribute(breakdown);

        assertThat(attribution.causes()).extracting(Cause::value).containsExactly("black-friday");
        assertThat(attribution.share()).isCloseTo(200.0 / 210, within(1e-12));
    }

    @Test
    void oneSegmentAloneIsTheWholeAndNoCause() {
        Breakdown breakdown = Breakdowns.sums("market").segment("BR", 100, 20).build();

        assertThat(Adtributor.attribute(breakdown).explains()).isFalse();
    }

    /** 50 of 1000 parcels late were expected, 150 came: correo went from 20 to 120 of its 400, the others as they were. */
    @Test
    void findsTheSegmentThatMovedARatio() {
        Breakdown breakdown = Breakdowns.ratios("carrier")
                .segment("correo", new Amount(20, 400), new Amount(120, 400))
                .segment("dhl", new Amount(15, 300), new Amount(16, 320))
                .segment("cainiao", new Amount(15, 300), new Amount(14, 280))
                .build();

        Attribution attribution = Adtributor.attribute(breakdown);

        assertThat(attribution.causes()).extracting(Cause::value).containsExactly("correo");
        assertThat(attribution.share()).isCloseTo(1, within(1e-12));
        assertThat(attribution.causes().get(0).expected()).isEqualTo(0.05);
        assertThat(attribution.causes().get(0).now()).isEqualTo(0.3);
    }

    @Test
    void aRatioThatFallsEverywhereAlikeHasNoCause() {
        Breakdown breakdown = Breakdowns.ratios("method")
                .segment("card", new Amount(900, 1000), new Amount(800, 1000))
                .segment("pix", new Amount(180, 200), new Amount(160, 200))
                .build();

        assertThat(Adtributor.attribute(breakdown).explains()).isFalse();
    }

    @Test
    void nothingThatMovedHasNoCause() {
        Breakdown still = Breakdowns.sums("market")
                .segment("BR", 7, 7)
                .segment("ES", 3, 3)
                .build();
        Breakdown empty = Breakdowns.ratios("market")
                .segment("BR", Amount.NONE, new Amount(1, 2))
                .build();

        assertThat(Adtributor.attribute(still).explains()).isFalse();
        assertThat(Adtributor.attribute(empty).explains()).isFalse();
    }

    @Test
    void surpriseIsNoneForTheSameAndHalfABitForAllThatIsGone() {
        assertThat(Adtributor.surprise(0.3, 0.3)).isZero();
        assertThat(Adtributor.surprise(1, 0)).isEqualTo(0.5);
        assertThat(Adtributor.surprise(0, 0)).isZero();
    }

    static Stream<Random> draws() {
        return LongStream.range(0, 500).mapToObj(Random::new);
    }

    @ParameterizedTest
    @MethodSource("draws")
    void sharesOfASumAddUpToOneAndSurpriseIsADivergence(Random random) {
        List<Weighed> weighed = Adtributor.weigh(Breakdowns.drawn(Form.SUM, random));

        assertThat(weighed.stream().mapToDouble(Weighed::share).sum()).isCloseTo(1, within(1e-6));
        assertThat(weighed.stream().mapToDouble(Weighed::surprise).sum()).isBetween(0.0, 1 + 1e-9);
    }

    @ParameterizedTest
    @MethodSource("draws")
    void sharesOfARatioAddUpToOneOrAreAllNone(Random random) {
        List<Weighed> weighed = Adtributor.weigh(Breakdowns.drawn(Form.RATIO, random));

        double sum = weighed.stream().mapToDouble(Weighed::share).sum();
        assertThat(sum == 0 || Math.abs(sum - 1) < 1e-6)
                .as("sum of shares %s", sum)
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("draws")
    void neitherOrderNorUnitMatters(Random random) {
        for (Form form : Form.values()) {
            Breakdown drawn = Breakdowns.drawn(form, random);
            Breakdown inCents = Breakdowns.with(
                    drawn,
                    segment -> new Segment(
                            segment.value(),
                            Breakdowns.times(segment.now(), 128), // a power of two leaves the digits as they are
                            Breakdowns.times(segment.expected(), 128),
                            segment.z()));

            List<String> causes = causes(drawn);

            assertThat(causes(Breakdowns.shuffled(drawn, random))).isEqualTo(causes);
            assertThat(causes(inCents)).isEqualTo(causes);
        }
    }

    @ParameterizedTest
    @MethodSource("draws")
    void theOnlySegmentThatMovesIsTheOnlyCause(Random random) {
        Breakdown drawn = Breakdowns.drawn(Form.SUM, random);
        int moved = random.nextInt(drawn.segments().size());
        double factor = random.nextBoolean() ? 0.4 : 3;
        Breakdown one = Breakdowns.with(drawn, segment -> {
            double before = 1 + segment.expected().numerator();
            boolean moves = segment.value().equals("s" + moved);
            return new Segment(segment.value(), Amount.sum(moves ? before * factor : before), Amount.sum(before), 0);
        });

        Attribution attribution = Adtributor.attribute(one);

        assertThat(attribution.causes()).extracting(Cause::value).containsExactly("s" + moved);
        assertThat(attribution.share()).isCloseTo(1, within(1e-6));
    }

    @ParameterizedTest
    @MethodSource("draws")
    void whatRunsThroughAllAlikeHasNoCause(Random random) {
        Breakdown drawn = Breakdowns.drawn(Form.SUM, random);
        double factor = 0.2 + random.nextDouble() * 0.7;
        Breakdown all = Breakdowns.with(
                drawn,
                segment -> new Segment(
                        segment.value(), Breakdowns.times(segment.expected(), factor), segment.expected(), 0));

        assertThat(Adtributor.attribute(all).explains()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("draws")
    void causesAreFewEachWithATenthTogetherWithHalf(Random random) {
        for (Form form : Form.values()) {
            Attribution attribution = Adtributor.attribute(Breakdowns.drawn(form, random));

            assertThat(attribution.causes()).hasSizeLessThanOrEqualTo(Adtributor.MOST_CAUSES);
            assertThat(attribution.causes()).allMatch(cause -> cause.share() > Adtributor.LEAST_EACH);
            assertThat(attribution.causes().isEmpty() || attribution.share() >= Adtributor.HALF)
                    .isTrue();
        }
    }

    private static List<String> causes(Breakdown breakdown) {
        return Adtributor.attribute(breakdown).causes().stream()
                .map(Cause::value)
                .toList();
    }
}
