package dev.bellwether.notify;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a check of a group comes to.
 *
 * @param nextCheck when it is looked at again
 * @param plans what is to be sent
 * @param told what targets are taken to know although nothing is sent
 * @param hearing what is to be noted of members, by fingerprint; nothing for those of which nothing changes
 * @param settled resolved members of which nobody needs to hear any more
 * @param over whether the group has had its last check
 */
public record Decision(
        AlertGroup group,
        Instant nextCheck,
        List<Plan> plans,
        Map<Target, Told> told,
        Map<String, Hearing> hearing,
        Set<String> settled,
        boolean over) {

    /**
     * A notification and whom it goes to.
     *
     * @param firing fingerprints of all alerts it tells of as firing: what its targets know once it is accepted
     * @param remarks what it tells of them besides
     * @param content {@link Told#contentOf} the news
     */
    public record Plan(
            Notification notification, Set<String> firing, Set<String> remarks, String content, List<Target> targets) {
        public Plan {
            firing = Set.copyOf(firing);
            remarks = Set.copyOf(remarks);
            targets = List.copyOf(targets);
        }
    }

    public Decision {
        plans = List.copyOf(plans);
        told = Map.copyOf(told);
        hearing = Map.copyOf(hearing);
        settled = Set.copyOf(settled);
    }
}
