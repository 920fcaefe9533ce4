package dev.bellwether.alert;

/**
 * Which of several instances on one database evaluates: the one that has it, until it gives it back or has not prolonged
 * it for a while. Alerts that an instance commits after another has taken it are refused by the store.
 */
public interface Lease {

    /** Of an instance that has its database to itself. */
    Lease ALONE = new Lease() {
        @Override
        public Answer take() {
            return Answer.STILL_OURS;
        }

        @Override
        public void release() {}
    };

    /** What became of a try. */
    enum Answer {
        /** It is ours, as it was before. */
        STILL_OURS,
        /** It is ours now; another instance may have evaluated meanwhile. */
        TAKEN,
        /** Another instance has it. */
        REFUSED
    }

    /**
     * Prolongs it where it is ours and takes it where it is free.
     *
     * @throws RuntimeException when the store does not answer; nothing is known then
     */
    Answer take();

    /** Gives it back, so that another need not wait for its end. */
    void release();
}
