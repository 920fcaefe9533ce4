package dev.bellwether.notify;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How far the news of one alert has come.
 *
 * @param groups that hold it
 * @param outbox what tells of it and is on its way
 */
public record Whereabouts(List<InGroup> groups, List<OnItsWay> outbox) {

    public Whereabouts {
        groups = List.copyOf(groups);
        outbox = List.copyOf(outbox);
    }

    /**
     * A group that holds the alert.
     *
     * @param checks how many it has had
     * @param audience what its targets know of the alert
     */
    public record InGroup(GroupKey key, Instant nextCheck, int checks, List<Knows> audience) {
        public InGroup {
            audience = List.copyOf(audience);
        }
    }

    /**
     * What a target knows.
     *
     * @param knows whether it was told that the alert fires
     * @param acceptedAt when it was last told anything of the group
     * @param refusedAt when it refused for good; empty when it accepted the last one
     */
    public record Knows(Target target, boolean knows, Optional<Instant> acceptedAt, Optional<Instant> refusedAt) {}

    /**
     * A delivery on its way.
     *
     * @param attempts how many have failed
     * @param next when it is tried, or told in a digest
     * @param lastError of the newest attempt; empty when none has failed
     * @param isHeld whether it waits for a digest
     */
    public record OnItsWay(
            String receiver,
            Target target,
            NotifyReason reason,
            Instant decidedAt,
            int attempts,
            Instant next,
            String lastError,
            boolean isHeld) {}
}
