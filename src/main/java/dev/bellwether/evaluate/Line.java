package dev.bellwether.evaluate;

import dev.bellwether.contribution.Amount;
import dev.bellwether.contribution.Form;
import dev.bellwether.contribution.Segment;
import dev.bellwether.history.Baseline;
import dev.bellwether.history.Samples;
import dev.bellwether.history.SeasonalBaseline;
import dev.bellwether.history.Snapshot;
import dev.bellwether.kpi.Unit;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Several series put together as if they were one, now and in each past slot. */
final class Line {

    private final Form form;
    private final Unit unit;
    private final Amount[] past;
    private Amount now = Amount.NONE;
    private double sample;

    Line(Form form, Unit unit, int slots) {
        this.form = form;
        this.unit = unit;
        this.past = new Amount[slots];
        Arrays.fill(past, Amount.NONE);
    }

    void addNow(@Nullable Samples samples, int series) {
        now = now.plus(amount(samples, series));
        double more = samples == null ? Double.NaN : samples.sample(series);
        sample += Double.isNaN(more) ? 0 : more;
    }

    void addPast(int slot, @Nullable Samples samples, int series) {
        past[slot] = past[slot].plus(amount(samples, series));
    }

    private Amount amount(@Nullable Samples samples, int series) {
        if (samples == null || !samples.has(series)) {
            return Amount.NONE;
        }
        if (form == Form.SUM) {
            double value = samples.value(series);
            return Double.isNaN(value) ? Amount.NONE : Amount.sum(value);
        }
        double numerator = samples.numerator(series);
        double denominator = samples.denominator(series);
        return Double.isNaN(numerator) || Double.isNaN(denominator) ? Amount.NONE : new Amount(numerator, denominator);
    }

    Segment segment(String value) {
        return new Segment(value, now, expected(), z());
    }

    double valueNow() {
        return form.value(now);
    }

    double expectedValue() {
        return past.length < SeasonalBaseline.FEWEST ? Double.NaN : form.value(expected());
    }

    double z() {
        return baseline().z(valueNow());
    }

    /** A ratio's usual value on its usual denominator, so that both are what the alert of such a series says. */
    private Amount expected() {
        if (form == Form.SUM) {
            return Amount.sum(
                    median(Arrays.stream(past).mapToDouble(Amount::numerator).toArray()));
        }
        double denominator =
                median(Arrays.stream(past).mapToDouble(Amount::denominator).toArray());
        double usual = baseline().expected();
        if (Double.isNaN(usual)) { // seldom has a denominator at all
            usual = form.value(Arrays.stream(past).reduce(Amount.NONE, Amount::plus));
        }
        return denominator == 0 ? Amount.NONE : new Amount(usual * denominator, denominator);
    }

    private Baseline baseline() {
        double[] values = Arrays.stream(past)
                .mapToDouble(form::value)
                .filter(Double::isFinite)
                .toArray();
        var reading = new Snapshot.Reading(valueNow(), now.numerator(), now.denominator(), sample);
        return SeasonalBaseline.of(values, unit, reading);
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        int middle = values.length / 2;
        return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }
}
