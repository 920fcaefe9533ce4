package dev.bellwether.schedule;

import dev.bellwether.alert.Lease;
import dev.bellwether.alert.Lease.Answer;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether this instance is the one that evaluates. It stops to begin anything new well before its lease ends, by a clock
 * that nobody sets; it takes a lease again only when all that it had under way is over.
 */
public final class Leadership implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Leadership.class);

    private final Lease lease;
    private final Runnable forget;
    private final Duration sure;
    private final LongSupplier nanoTime;
    private boolean held;
    private boolean known;
    private boolean closed;
    private long sureUntil;
    private int underWay;

    /**
     * @param forget drops what is remembered of evaluations: another instance has gone on with them
     * @param sure how long after it was prolonged the lease is taken to be ours; shorter than it lasts
     */
    public Leadership(Lease lease, Runnable forget, Duration sure) {
        this(lease, forget, sure, System::nanoTime);
    }

    Leadership(Lease lease, Runnable forget, Duration sure, LongSupplier nanoTime) {
        this.lease = lease;
        this.forget = forget;
        this.sure = sure;
        this.nanoTime = nanoTime;
    }

    /**
     * Prolongs the lease or tries to take it; to be called several times while a lease lasts. One caller at a time.
     *
     * @return whether this instance has just become the one that evaluates
     * @throws RuntimeException when the store does not answer; the lease is then ours as long as we were sure of it
     */
    public boolean look() {
        if (!mayAsk()) {
            return false;
        }
        long asked = nanoTime.getAsLong();
        Answer answer = lease.take();
        if (answer == Answer.REFUSED) {
            note(false, asked);
        }
        if (answer != Answer.STILL_OURS && isIdle()) {
            forget.run(); // another instance moves on from it, and who looks at its pages here is to see that
        }
        return answer != Answer.REFUSED && note(true, asked + sure.toNanos());
    }

    private synchronized boolean isIdle() {
        return underWay == 0;
    }

    /** Who was refused may still have evaluations under way, which must not end under a new lease. */
    private synchronized boolean mayAsk() {
        return !closed && (held || underWay == 0);
    }

    /** Whether it has become ours. */
    private synchronized boolean note(boolean isOurs, long until) {
        boolean isNew = isOurs && !held;
        if (isOurs != held || !known) {
            log.info(isOurs ? "this instance evaluates" : "another instance evaluates, this one stands by");
        }
        known = true;
        held = isOurs && !closed;
        sureUntil = until;
        return isNew;
    }

    /** Whether this instance evaluates now. */
    public synchronized boolean isHeld() {
        return held && sureUntil - nanoTime.getAsLong() > 0;
    }

    /** Asks for leave to evaluate something; whoever gets it calls {@link #end} afterwards. */
    synchronized boolean begin() {
        if (!isHeld()) {
            return false;
        }
        underWay++;
        return true;
    }

    synchronized void end() {
        underWay--;
    }

    /** Lets another instance take over at once. */
    @Override
    public void close() {
        boolean wasHeld;
        synchronized (this) {
            wasHeld = held;
            held = false;
            closed = true;
        }
        if (wasHeld) {
            try {
                lease.release();
            } catch (RuntimeException e) {
                log.atDebug().setCause(e).log("the lease was not given back, it ends by itself");
            }
        }
    }
}
