package dev.bellwether.notify;

import dev.bellwether.alert.Alert;
import dev.bellwether.alert.Severity;
import dev.bellwether.notify.NotificationLog.Pending;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Decides for one turn of sending what goes now and what waits for a digest. Safe for several threads. */
final class Ration {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);

    private final Budget budget;
    private final NotificationLog log;
    private final Instant now;
    private final Map<Target, Integer> lastHour = new HashMap<>();
    private final Map<Target, Integer> lastDay = new HashMap<>();

    Ration(Budget budget, NotificationLog log, Instant now) {
        this.budget = budget;
        this.log = log;
        this.now = now;
    }

    /** Takes one from the target's budget, or says until when the notification waits. */
    synchronized Optional<Delivery.Held> take(Pending pending, Receiver receiver, Notifier notifier) {
        Notification notification = pending.notification();
        if (!notifier.tellsPeople() || notification.reason() == NotifyReason.DIGEST) {
            return Optional.empty();
        }
        Severity worst = notification.alerts().stream()
                .map(Alert::severity)
                .max(Severity::compareTo)
                .orElseThrow();
        if (receiver.digest().isPresent() && worst.compareTo(Severity.WARNING) <= 0) {
            DigestTime digest = receiver.digest().get();
            return Optional.of(new Delivery.Held(digest.next(now), "warnings go into the digest of " + digest.at()));
        }
        boolean isBeyond = isBeyond(budget.mostPerHour(), lastHour, HOUR, pending.target())
                || isBeyond(budget.mostPerDay(), lastDay, DAY, pending.target());
        if (isBeyond && worst != Severity.CRITICAL) {
            return Optional.of(new Delivery.Held(budget.nextDigest(now), "more than the budget of its target"));
        }
        count(lastHour, pending.target());
        count(lastDay, pending.target());
        return Optional.empty();
    }

    private boolean isBeyond(int most, Map<Target, Integer> counted, Duration within, Target target) {
        return most > 0 && counted.computeIfAbsent(target, any -> log.acceptedSince(target, now.minus(within))) >= most;
    }

    private static void count(Map<Target, Integer> counted, Target target) {
        counted.computeIfPresent(target, (any, count) -> count + 1);
    }
}
