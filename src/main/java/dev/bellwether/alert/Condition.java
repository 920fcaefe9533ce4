package dev.bellwether.alert;

/**
 * One condition of a breached rule.
 *
 * @param written as the rule has it, {@code delta <= -0.08}
 * @param saw the values behind it, {@code delta = -0.31}; empty where there are none to show
 */
public record Condition(String written, String saw) {}
