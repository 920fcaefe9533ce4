package dev.bellwether.contribution;

/**
 * A segment that a change comes from.
 *
 * @param share of the whole change, 1 being all of it; above 1 when others moved the other way
 * @param surprise how much its part of the whole has changed, in bits
 * @param now its own value
 * @param expected its own value as expected; {@code NaN} for a ratio of nothing
 */
public record Cause(String value, double share, double surprise, double now, double expected) {}
