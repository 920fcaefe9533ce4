package dev.bellwether.notify;

import dev.bellwether.alert.Alert;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Alerts that one route took and that have the group labels in common, as they stand when the group's check is due.
 *
 * @param checks how many checks it has had; guards against a second dispatcher
 * @param thread the dedup key of its first notification, which later ones refer to
 * @param members firing and resolved alerts with their newest figures
 * @param told what each target knows of this group
 * @param hearing since when each member is heard of, by fingerprint; nothing for those no check noted
 * @param waiting targets for which a notification of this group is still on its way
 */
public record AlertGroup(
        long id,
        GroupKey key,
        int checks,
        Optional<String> thread,
        List<Alert> members,
        Map<String, Hearing> hearing,
        Map<Target, Told> told,
        Set<Target> waiting) {

    public AlertGroup {
        members = List.copyOf(members);
        hearing = Map.copyOf(hearing);
        told = Map.copyOf(told);
        waiting = Set.copyOf(waiting);
    }

    public Hearing hearingOf(Alert member) {
        return hearing.getOrDefault(member.fingerprint(), Hearing.NOT_NOTED);
    }

    public Told toldTo(Target target) {
        return told.getOrDefault(target, Told.NOTHING);
    }
}
