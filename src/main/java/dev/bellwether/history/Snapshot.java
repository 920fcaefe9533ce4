package dev.bellwether.history;

import dev.bellwether.kpi.Kpi;
import dev.bellwether.kpi.Labels;
import dev.bellwether.limit.Limits;
import java.time.Instant;
import java.time.ZoneId;

/**
 * All that rules see of one series at one instant. Rules name the accessors without brackets: {@code value < low}.
 * A figure that does not exist is {@code NaN}, and every comparison with it is false, so a rule stays quiet then.
 *
 * @param definition the KPI
 * @param series which series of it
 * @param at end of the grain, UTC
 * @param reading the figures at {@code at}
 * @param previous the value one grain before
 * @param lastWeek the value of the same local time a week before
 * @param baseline what was to be expected
 * @param limits the thresholds in force
 * @param zone local time of the series' market
 * @param ageSeconds from {@code at} to the moment of judging
 * @param missing whether a reading was due (the series has been seen in most past slots) and did not come
 */
public record Snapshot(
        Kpi definition,
        Series series,
        Instant at,
        Reading reading,
        double previous,
        double lastWeek,
        Baseline baseline,
        Limits limits,
        ZoneId zone,
        long ageSeconds,
        boolean missing) {

    /**
     * The figures of one reading; {@code NaN} for what it does not have.
     *
     * @param sample how many observations stand behind the value
     */
    public record Reading(double value, double numerator, double denominator, double sample) {}

    public String kpi() {
        return definition.id().value();
    }

    public Labels labels() {
        return series.labels();
    }

    /** The value of a dimension, or the empty text. */
    public String label(String name) {
        return series.labels().get(name);
    }

    public double value() {
        return reading.value();
    }

    public double numerator() {
        return reading.numerator();
    }

    public double denominator() {
        return reading.denominator();
    }

    public double sample() {
        return reading.sample();
    }

    /** Relative to the grain before: value / previous − 1. */
    public double change() {
        return value() / previous - 1;
    }

    public double expected() {
        return baseline.expected();
    }

    public double low() {
        return baseline.low();
    }

    public double high() {
        return baseline.high();
    }

    /** How many past readings stand behind {@link #expected()}. */
    public int weeks() {
        return baseline.weeks();
    }

    /** Relative to what was expected: value / expected − 1. */
    public double deviation() {
        return value() / expected() - 1;
    }

    /** In the KPI's unit: value − expected. */
    public double delta() {
        return value() - expected();
    }

    /** In robust sigmas. */
    public double z() {
        return baseline.z(value());
    }

    /**
     * The most specific value of a limit for this series, {@code value > limit("late_ratio_max")}; {@code NaN} where the
     * table has none.
     */
    public double limit(String name) {
        return limits.value(name, series.labels(), at);
    }

    /** Local hour of the market in which the grain ends, 0–23. */
    public int hour() {
        return at.atZone(zone).getHour();
    }

    /** Local weekday in which the grain ends, such as {@code MONDAY}. */
    public String weekday() {
        return at.atZone(zone).getDayOfWeek().name();
    }

    /** Whether there is a value to judge. */
    public boolean hasValue() {
        return Double.isFinite(reading.value());
    }
}
