package dev.bellwether.problem;

/**
 * One mistake: where it is, what is wrong, and how to mend it.
 *
 * @param mend what the person should write instead; empty when {@code what} already says it
 */
public record Problem(Location where, String what, String mend) {

    public Problem(Location where, String what) {
        this(where, what, "");
    }

    /** {@code rules/checkout.drl:14: unknown KPI "checkout"; did you mean "checkout_ratio"?} */
    @Override
    public String toString() {
        return mend.isEmpty() ? where + ": " + what : where + ": " + what + "; " + mend;
    }
}
