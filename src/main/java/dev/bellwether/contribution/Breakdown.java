package dev.bellwether.contribution;

import java.util.List;
import java.util.function.Function;

/**
 * A KPI broken down by one dimension: each of its values now, and as expected.
 *
 * @param segments each value of the dimension once
 */
public record Breakdown(String dimension, Form form, List<Segment> segments) {

    public Breakdown {
        segments = List.copyOf(segments);
    }

    public Amount now() {
        return total(Segment::now);
    }

    public Amount expected() {
        return total(Segment::expected);
    }

    /** How far the whole has moved; {@code NaN} for a ratio of nothing. */
    public double change() {
        return form.value(now()) - form.value(expected());
    }

    private Amount total(Function<Segment, Amount> side) {
        return segments.stream().map(side).reduce(Amount.NONE, Amount::plus);
    }
}
