package dev.bellwether.contribution;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which few segments of a dimension a change comes from [1].
 *
 * <pre>
 * share of a sum     EP = (a − f) / (A − F)          a, A now, f, F expected; small letters the segment, capitals the whole
 * share of a ratio   EP ~ (Δn·D − Δd·N) / (D·(D + Δd)), scaled so that the dimension's shares add up to 1
 * surprise           S  = ½ (p log₂ 2p/(p+q) + q log₂ 2q/(p+q)),  p = f/F, q = a/A
 *                    of a ratio: that of the numerators and that of the denominators together
 * </pre>
 *
 * <p>Segments are taken in the order of their surprise, those with a share above 10 %, until together they have 67 %.
 * The paper leaves two things open that matter to somebody who is woken by it. When three segments do not reach 67 %,
 * the three with the largest shares are taken, and they must have half. And a change that runs through all segments
 * alike gives the largest one the largest share; so a set counts only when the rest, for its size, has moved less than
 * half as far. Otherwise the dimension explains nothing.
 *
 * <p>The shares of a ratio are of first order: with a denominator that changes by x they are off by about x before they
 * are scaled. {@link MixShift} is exact.
 *
 * <p>[1] Bhagwan et al.: Adtributor: Revenue Debugging in Advertising Systems, NSDI 2014.
 */
public final class Adtributor {

    /** A segment with a smaller share is no cause. */
    public static final double LEAST_EACH = 0.10;

    /** A set with this share needs no further segment. */
    public static final double ENOUGH = 0.67;

    /** A set with a smaller share explains nothing. */
    public static final double HALF = 0.5;

    /** How many segments a set has at most. */
    public static final int MOST_CAUSES = 3;

    private static final double REST_MOVED = 0.5;
    private static final double BITS = Math.log(2);

    private final Breakdown breakdown;
    private final Amount now;
    private final Amount expected;
    private final double wholeWeight;

    private Adtributor(Breakdown breakdown) {
        this.breakdown = breakdown;
        this.now = breakdown.now();
        this.expected = breakdown.expected();
        this.wholeWeight = breakdown.segments().stream()
                .mapToDouble(segment -> breakdown.form().weight(segment.expected()))
                .sum();
    }

    /** The causes within one dimension; none when it explains less than half of the change. */
    public static Attribution attribute(Breakdown breakdown) {
        return new Adtributor(breakdown).attribute();
    }

    private Attribution attribute() {
        List<Weighed> all = weighed();
        List<Weighed> some =
                all.stream().filter(one -> one.share() > LEAST_EACH).toList();
        List<Weighed> chosen = mostSurprising(some);
        if (share(chosen) <= ENOUGH) {
            chosen = some.stream().sorted(LARGEST_FIRST).limit(MOST_CAUSES).toList();
        }
        boolean explains = share(chosen) >= HALF && isApart(chosen);
        return new Attribution(
                breakdown.dimension(),
                explains
                        ? chosen.stream().sorted(LARGEST_FIRST).map(this::cause).toList()
                        : List.of());
    }

    private static final Comparator<Weighed> LARGEST_FIRST = Comparator.comparingDouble(Weighed::share)
            .reversed()
            .thenComparing(one -> one.segment().value());

    private static final Comparator<Weighed> MOST_SURPRISING_FIRST =
            Comparator.comparingDouble(Weighed::surprise).reversed().thenComparing(LARGEST_FIRST);

    private static List<Weighed> mostSurprising(List<Weighed> some) {
        List<Weighed> chosen = new ArrayList<>();
        for (Weighed one : some.stream().sorted(MOST_SURPRISING_FIRST).toList()) {
            if (share(chosen) > ENOUGH || chosen.size() == MOST_CAUSES) {
                break;
            }
            chosen.add(one);
        }
        return chosen;
    }

    private static double share(List<Weighed> some) {
        return some.stream().mapToDouble(Weighed::share).sum();
    }

    /** Whether there is a rest, and it stood still while these moved, each for its size. */
    private static boolean isApart(List<Weighed> chosen) {
        double share = share(chosen);
        double restShare = rest(share);
        double weight = chosen.stream().mapToDouble(Weighed::weight).sum();
        double restWeight = rest(weight);
        boolean isRest = restShare != 0 || restWeight != 0;
        return isRest && perSize(restShare, restWeight) < REST_MOVED * perSize(share, weight);
    }

    private static double rest(double part) {
        double rest = 1 - part;
        return Math.abs(rest) < 1e-9 ? 0 : rest; // rounding is no rest
    }

    private static double perSize(double share, double weight) {
        return share == 0 ? 0 : share / Math.max(0, weight);
    }

    private Cause cause(Weighed one) {
        Form form = breakdown.form();
        return new Cause(
                one.segment().value(),
                one.share(),
                one.surprise(),
                form.value(one.segment().now()),
                form.value(one.segment().expected()));
    }

    /**
     * A segment measured against the whole.
     *
     * @param weight its part of the whole as expected
     */
    record Weighed(Segment segment, double share, double surprise, double weight) {}

    /** The segments of a breakdown with share and surprise; the shares add up to 1, or all are 0 when nothing moved. */
    static List<Weighed> weigh(Breakdown breakdown) {
        return new Adtributor(breakdown).weighed();
    }

    private List<Weighed> weighed() {
        double whole = breakdown.segments().stream().mapToDouble(this::effect).sum();
        // a first-order sum that points the other way tells nothing about the change
        boolean isSound = whole * breakdown.change() > 0;
        return breakdown.segments().stream()
                .map(segment ->
                        new Weighed(segment, isSound ? effect(segment) / whole : 0, surprise(segment), weight(segment)))
                .toList();
    }

    private double effect(Segment segment) {
        return breakdown.form().effect(segment.now().minus(segment.expected()), expected);
    }

    private double weight(Segment segment) {
        return wholeWeight == 0 ? 0 : breakdown.form().weight(segment.expected()) / wholeWeight;
    }

    private double surprise(Segment segment) {
        double ofNumerator = surprise(
                part(segment.expected().numerator(), expected.numerator()),
                part(segment.now().numerator(), now.numerator()));
        double ofDenominator = surprise(
                part(segment.expected().denominator(), expected.denominator()),
                part(segment.now().denominator(), now.denominator()));
        return ofNumerator + ofDenominator;
    }

    /** A refund makes a part negative; it then counts as none, for it cannot be a probability. */
    private static double part(double one, double whole) {
        return whole > 0 ? Math.max(0, one) / whole : 0;
    }

    static double surprise(double p, double q) {
        return Stream.of(p, q)
                        .filter(part -> part > 0)
                        .mapToDouble(part -> part * Math.log(2 * part / (p + q)) / BITS)
                        .sum()
                / 2;
    }
}
