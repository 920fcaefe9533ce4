package dev.bellwether.notify;

import dev.bellwether.alert.Alert;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A named list of notifiers.
 *
 * @param sendResolved whether it is told when alerts are resolved
 * @param digest when it reads of warnings, which then get no mail of their own; empty when it reads of them at once
 */
public record Receiver(String name, List<Notifier> notifiers, boolean sendResolved, Optional<DigestTime> digest) {

    public Receiver {
        notifiers = List.copyOf(notifiers);
    }

    /** One that reads of warnings at once. */
    public Receiver(String name, List<Notifier> notifiers, boolean sendResolved) {
        this(name, notifiers, sendResolved, Optional.empty());
    }

    public Receiver(String name, Notifier... notifiers) {
        this(name, List.of(notifiers), true);
    }

    /** Everyone it tells, each once. */
    public Set<Target> targets() {
        var targets = new LinkedHashSet<Target>();
        for (Notifier notifier : notifiers) {
            notifier.addresses().forEach(address -> targets.add(new Target(notifier.integration(), address)));
        }
        return targets;
    }

    /** Everyone who hears of at least one of these alerts, each once. */
    public Set<Target> targetsOf(Collection<Alert> alerts) {
        var targets = new LinkedHashSet<Target>();
        for (Notifier notifier : notifiers) {
            for (Alert alert : alerts) {
                notifier.addressesFor(alert)
                        .forEach(address -> targets.add(new Target(notifier.integration(), address)));
            }
        }
        return targets;
    }

    /** Whether the target hears of the alert. */
    public boolean tells(Target target, Alert alert) {
        return notifiers.stream()
                .anyMatch(notifier -> notifier.integration().equals(target.integration())
                        && notifier.addressesFor(alert).contains(target.address()));
    }

    /** Nothing when the target is no longer configured. */
    public Optional<Notifier> notifierOf(Target target) {
        return notifiers.stream()
                .filter(notifier -> notifier.integration().equals(target.integration())
                        && notifier.addresses().contains(target.address()))
                .findFirst();
    }
}
