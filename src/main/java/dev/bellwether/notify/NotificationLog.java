package dev.bellwether.notify;

import dev.bellwether.alert.Alert;
import dev.bellwether.alert.AlertState;
import dev.bellwether.alert.Cause;
import dev.bellwether.alert.Transition;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The durable side of dispatch: transitions not yet dispatched, groups and when they are due, notifications on their
 * way, and what each target has been told. Every method that writes does so in one transaction, so a process that dies
 * between any two steps goes on where it stood.
 */
public interface NotificationLog {

    /** Of the transitions that are not dispatched the oldest, at most {@code limit}. */
    List<Undispatched> undispatched(int limit);

    /**
     * A transition in the outbox.
     *
     * @param id of its row; later rows have greater ones
     */
    record Undispatched(long id, Transition transition) {}

    /**
     * Puts firing alerts in groups, passes the end of resolved ones to the groups that hold them, and marks the rows
     * dispatched; other changes to pending are of no concern to groups. A new group is due at the entry's time; one that has had no check yet is due at the earlier of both;
     * one that has keeps its time, unless an alert has become worse: then every group that holds it is due at once. An
     * alert that is pending again after it fired has ended for its groups.
     */
    void enter(List<Entry> entries);

    /**
     * A transition and where it goes.
     *
     * @param groups where a firing alert belongs, and when such a group is due if this is its first alert; empty for one
     *     that does not fire
     */
    record Entry(Undispatched row, Map<GroupKey, Instant> groups) {
        public Entry {
            groups = Map.copyOf(groups);
        }

        public Alert alert() {
            return row.transition().alert();
        }

        /** Whether groups that hold the alert are to be checked at once. */
        public boolean isUrgent() {
            return row.transition().cause() == Cause.ESCALATED;
        }

        /** Whether it fires no more. */
        public boolean isEnd() {
            return alert().state() == AlertState.RESOLVED
                    || alert().state() == AlertState.PENDING && row.transition().from() == AlertState.FIRING;
        }
    }

    /** Groups whose check is due, longest due first, at most {@code limit}. */
    List<AlertGroup> dueGroups(Instant now, int limit);

    /**
     * Stores the decisions: notifications with a pending delivery for each target, members let go, the next check. A
     * group that the last mail accepted meanwhile has ended is left alone.
     *
     * @throws IllegalStateException when another dispatcher decided for one of the groups meanwhile; nothing is stored
     */
    void decide(Collection<Decision> decisions);

    /** Groups whose id is above {@code id}, by id, at most {@code limit}; due or not. */
    List<AlertGroup> groupsAfter(long id, int limit);

    /**
     * Moves alerts of a group to those where another routing puts them. What targets were told of them goes along, and a
     * target that was told by several groups knows all of it. A group that is new is due at {@code now}, and goes on with
     * the thread of the old one; the old one is gone when nobody is left in it.
     *
     * @param groups where each alert goes, by fingerprint; alerts that stay are not named
     * @throws IllegalStateException when another dispatcher decided for the group meanwhile; nothing is stored
     */
    void move(AlertGroup from, Map<String, Set<GroupKey>> groups, Instant now);

    /**
     * Pending deliveries that are due: those that have failed least often first, and of them the oldest. So a target that
     * hangs each time comes after all others.
     *
     * @param busy lanes whose deliveries are left out
     */
    List<Pending> dueDeliveries(Instant now, Set<String> busy, int limit);

    /**
     * A delivery on its way.
     *
     * @param attempts how many have failed
     * @param lastError why the newest of them failed; empty when none has
     */
    record Pending(Notification notification, Target target, int attempts, String lastError) {}

    /**
     * Takes a delivery in hand, for some minutes. What a process had in hand that died is free again for one of the same
     * name at once, for others after those minutes.
     *
     * @return whether it is ours; not when another instance has it in hand or it has come to an end
     */
    boolean claim(Pending pending, Instant now);

    /**
     * Stores what came of deliveries. A target that accepted now knows what the notification told; a group that is all
     * resolved and whose targets all know is over.
     */
    void record(Collection<Settled> settled, Instant now);

    /** A delivery and what came of it. */
    record Settled(Pending pending, Delivery delivery) {}

    /** How many notifications the target has accepted since then. */
    int acceptedSince(Target target, Instant since);

    /** What is held and whose digest is due, oldest first. */
    List<Pending> heldUntil(Instant now);

    /**
     * Stores a digest to the target of all that it tells of; those are held no more.
     *
     * @throws IllegalStateException when another instance has made it meanwhile; nothing is stored
     */
    void digest(Notification digest, Collection<Pending> told);

    /** Deliveries on their way, due or not, but for those that are held. */
    long outboxPending();

    /** When the oldest notification on its way was decided. */
    Optional<Instant> oldestPendingAt();

    /** What an operator should look at: deliveries given up since then, and those that have failed and are tried again. */
    List<Unaccepted> unaccepted(Instant since);

    /**
     * A delivery in trouble.
     *
     * @param decidedAt when its notification was decided
     * @param why the newest error
     * @param givenUp whether it is tried no more
     */
    record Unaccepted(String receiver, Target target, Instant decidedAt, int attempts, String why, boolean givenUp) {}

    /** What was accepted or given up, newest first. */
    List<Sending> sendings(Sending.Wanted wanted);

    /** How far the news of an alert has come. */
    Whereabouts whereabouts(String fingerprint);

    /** Forgets what was sent before {@code before}. */
    void dropSendingsBefore(Instant before);

    /** Forgets notifications decided before {@code before} that are no longer on their way. */
    void dropBefore(Instant before);
}
