package dev.bellwether.alert;

import java.time.Duration;

/**
 * When an alert counts as unstable, and how long a hold survives that nobody looks. Counted in grains, so that it suits
 * fast and slow KPIs alike.
 *
 * @param changes so many times fired or resolved …
 * @param within … in so many grains is unstable
 * @param steady so many readings alike in a row make it steady again; at most 16
 * @param longestGap when no reading was judged for more grains than these, a pending alert starts anew
 */
public record Steadiness(int changes, int within, int steady, int longestGap) {

    public static final Steadiness DEFAULT = new Steadiness(5, 24, 6, 3);

    /** For ticks whose grain does not matter: no alert is unstable, and no gap counts. */
    static final Steadiness ANY = new Steadiness(Integer.MAX_VALUE, 0, 1, Integer.MAX_VALUE);

    public Steadiness {
        if (changes < 2 || within < 0 || steady < 1 || steady > 16 || longestGap < 0) {
            throw new IllegalArgumentException("no alert can be as steady as " + changes + " changes in " + within
                    + " grains, " + steady + " alike, a gap of " + longestGap);
        }
    }

    boolean isRestless(int changesOfLate) {
        return changesOfLate >= changes;
    }

    Duration lookBack(Duration grain) {
        return grain.multipliedBy(within);
    }

    /** Whether the last judgements were all of this mark. */
    boolean isSteady(String marks, char mark) {
        return marks.length() >= steady
                && marks.substring(marks.length() - steady).chars().allMatch(one -> one == mark);
    }
}
