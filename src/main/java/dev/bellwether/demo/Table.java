package dev.bellwether.demo;

import java.time.Duration;

/**
 * A table of facts in the warehouse.
 *
 * @param grain how long the period of a row is; periods are cut on the UTC clock, weeks on Monday
 * @param kept how far back rows are kept, and how far back they are made at the start
 * @param columns how many columns come after {@code ended_at}
 */
record Table(String name, Duration grain, Duration kept, int columns) {

    /** Enough for eight weeks to compare with, and a few days more. */
    private static final Duration TEN_WEEKS = Duration.ofDays(70);

    /** Enough for fourteen days to compare with. */
    private static final Duration FORTNIGHT = Duration.ofDays(16);

    /** Compared with the same slot of past weeks. */
    static Table ofWeeks(String name, Duration grain, int columns) {
        return new Table(name, grain, TEN_WEEKS, columns);
    }

    /** Compared with the same time of past days. */
    static Table ofDays(String name, Duration grain, int columns) {
        return new Table(name, grain, FORTNIGHT, columns);
    }
}
