package dev.bellwether.contribution;

import java.util.List;
import java.util.Optional;

/**
 * How much of a ratio's change comes from segments whose own ratio moved, and how much from segments that became a
 * larger or smaller part of the whole.
 *
 * <pre>
 * within = Σ w̄ Δr        w a segment's part of the denominators, r its ratio, R that of the whole
 * mix    = Σ (r̄ − R̄) Δw   Δ now − expected, a bar the mean of both
 * </pre>
 *
 * <p>With the means of both sides nothing is left over: within + mix = ΔR. A segment that exists on one side only has
 * no change of its own and counts as mix.
 *
 * @param simpson every segment moved against the whole: the whole tells nothing, look at the segments
 */
public record MixShift(double within, double mix, boolean simpson) {

    private static final double ROUNDING = 1e-9;

    /** Empty for a sum, and where one side has no denominator. */
    public static Optional<MixShift> of(Breakdown breakdown) {
        if (breakdown.form() != Form.RATIO || Double.isNaN(breakdown.change())) {
            return Optional.empty();
        }
        double middle = (ratio(breakdown.now()) + ratio(breakdown.expected())) / 2;
        double within = 0;
        double mix = 0;
        for (Segment segment : breakdown.segments()) {
            double before =
                    segment.expected().denominator() / breakdown.expected().denominator();
            double after = segment.now().denominator() / breakdown.now().denominator();
            within += (before + after) / 2 * ownChange(segment);
            mix += (ownMean(segment) - middle) * (after - before);
        }
        return Optional.of(new MixShift(within, mix, isSimpson(breakdown)));
    }

    private static boolean isSimpson(Breakdown breakdown) {
        double change = breakdown.change();
        List<Segment> lasting =
                breakdown.segments().stream().filter(MixShift::isOnBothSides).toList();
        return lasting.size() >= 2
                && lasting.stream()
                        .allMatch(segment -> ownChange(segment) * change < 0
                                && Math.abs(ownChange(segment)) > ROUNDING * Math.abs(ownMean(segment)));
    }

    private static double ownChange(Segment segment) {
        return isOnBothSides(segment) ? ratio(segment.now()) - ratio(segment.expected()) : 0;
    }

    private static double ownMean(Segment segment) {
        if (isOnBothSides(segment)) {
            return (ratio(segment.now()) + ratio(segment.expected())) / 2;
        }
        Amount only = segment.now().denominator() > 0 ? segment.now() : segment.expected();
        return only.denominator() > 0 ? ratio(only) : 0;
    }

    private static boolean isOnBothSides(Segment segment) {
        return segment.now().denominator() > 0 && segment.expected().denominator() > 0;
    }

    private static double ratio(Amount amount) {
        return Form.RATIO.value(amount);
    }
}
