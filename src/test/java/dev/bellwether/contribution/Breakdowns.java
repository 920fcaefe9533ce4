package dev.bellwether.contribution;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;

/** Tables for tests, written or drawn. */
final class Breakdowns {

    private final String dimension;
    private final Form form;
    private final List<Segment> segments = new ArrayList<>();

    private Breakdowns(String dimension, Form form) {
        this.dimension = dimension;
        this.form = form;
    }

    static Breakdowns sums(String dimension) {
        return new Breakdowns(dimension, Form.SUM);
    }

    static Breakdowns ratios(String dimension) {
        return new Breakdowns(dimension, Form.RATIO);
    }

    Breakdowns segment(String value, double expected, double now) {
        return segment(value, Amount.sum(expected), Amount.sum(now));
    }

    Breakdowns segment(String value, Amount expected, Amount now) {
        segments.add(new Segment(value, now, expected, Double.NaN));
        return this;
    }

    Breakdown build() {
        return new Breakdown(dimension, form, segments);
    }

    /** Two to twelve segments, of which a few were not there before and a few are gone. */
    static Breakdown drawn(Form form, Random random) {
        var drawn = new Breakdowns("any", form);
        int count = 2 + random.nextInt(11);
        for (int i = 0; i < count; i++) {
            drawn.segment("s" + i, amount(form, random), amount(form, random));
        }
        return drawn.build();
    }

    private static Amount amount(Form form, Random random) {
        if (random.nextInt(10) == 0) {
            return Amount.NONE;
        }
        double size = Math.exp(6 * random.nextDouble());
        return form == Form.SUM ? Amount.sum(size) : new Amount(size * random.nextDouble(), size);
    }

    static Breakdown shuffled(Breakdown breakdown, Random random) {
        List<Segment> segments = new ArrayList<>(breakdown.segments());
        Collections.shuffle(segments, random);
        return new Breakdown(breakdown.dimension(), breakdown.form(), segments);
    }

    static Breakdown with(Breakdown breakdown, UnaryOperator<Segment> change) {
        return new Breakdown(
                breakdown.dimension(),
                breakdown.form(),
                breakdown.segments().stream().map(change).toList());
    }

    static Amount times(Amount amount, double factor) {
        return new Amount(amount.numerator() * factor, amount.denominator() * factor);
    }
}
