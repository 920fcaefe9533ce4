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
 * @param surroundings what stands around the reading
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
        boolean missing,
        Surroundings surroundings) {

    /** Of an ordinary day, with nothing known of its fellows. */
    public Snapshot(
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
        this(
                definition,
                series,
                at,
                reading,
                previous,
                lastWeek,
                baseline,
                limits,
                zone,
                ageSeconds,
                missing,
                Surroundings.NONE);
    }

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
     * Whether the reading stands out among the series of its KPI at this instant, looked at together: of all that do, one
     * in twenty is there by chance.
     */
    public boolean significant() {
        return surroundings.significant();
    }

    /** How far a rise that lasts has added up, in sigmas; above 8 is rarely chance. */
    public double driftUp() {
        return surroundings.driftUp();
    }

    /** How far a fall that lasts has added up, in sigmas; above 8 is rarely chance. */
    public double driftDown() {
        return surroundings.driftDown();
    }

    /** The mean over a window that the KPI declares, {@code mean("24h")}; the reading itself is the newest in it. */
    public double mean(String window) {
        return surroundings.windows().of(window).mean();
    }

    /** The standard deviation over a window that the KPI declares. */
    public double stddev(String window) {
        return surroundings.windows().of(window).stddev();
    }

    /** The smallest reading in a window that the KPI declares. */
    public double min(String window) {
        return surroundings.windows().of(window).min();
    }

    /** The largest reading in a window that the KPI declares. */
    public double max(String window) {
        return surroundings.windows().of(window).max();
    }

    /**
     * The phase of a sale in the series' market: {@code teaser}, {@code open}, {@code running}, {@code closing},
     * {@code hangover} or {@code delivery_echo}; the empty text on ordinary days.
     */
    public String phase() {
        return surroundings.phase();
    }

    /** The public holiday of the series' market, such as {@code Christmas}; the empty text on ordinary days. */
    public String holiday() {
        return surroundings.holiday();
    }

    /** Whether the figure has settled: as old as the KPI says that it takes. */
    public boolean mature() {
        return ageSeconds >= definition.maturity().toSeconds();
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
