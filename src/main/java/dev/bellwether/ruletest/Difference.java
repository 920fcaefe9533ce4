package dev.bellwether.ruletest;

/**
 * One thing about an alert that is not as expected.
 *
 * @param what {@code labels}, {@code state}, {@code severity} or {@code summary}
 */
public record Difference(String what, String expected, String got) {

    boolean isNone() {
        return expected.equals(got);
    }
}
