package dev.bellwether.notify;

import dev.bellwether.alert.Alert;
import dev.bellwether.alert.AlertState;
import dev.bellwether.kpi.Labels;
import dev.bellwether.notify.NotificationLog.Pending;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes one notification to a target of all that was held for it. */
final class Digests {

    private static final Logger log = LoggerFactory.getLogger(Digests.class);

    private final NotificationLog notificationLog;

    Digests(NotificationLog notificationLog) {
        this.notificationLog = notificationLog;
    }

    private record Reader(String receiver, Target target) {}

    private record Shown(Alert alert, Instant at) {}

    /** Those that are due; they are sent like any other notification. */
    void make(Instant now) {
        Map<Reader, List<Pending>> due = notificationLog.heldUntil(now).stream()
                .collect(Collectors.groupingBy(
                        held -> new Reader(held.notification().group().receiver(), held.target()),
                        LinkedHashMap::new,
                        Collectors.toList()));
        due.forEach((reader, held) -> {
            notificationLog.digest(digestOf(reader, held, now), held);
            log.atInfo()
                    .addKeyValue("receiver", reader.receiver())
                    .addKeyValue("to", reader.target().address())
                    .addKeyValue("notifications", held.size())
                    .log("what was held goes into a digest");
        });
    }

    private static Notification digestOf(Reader reader, List<Pending> held, Instant now) {
        List<Notification> told = held.stream().map(Pending::notification).toList();
        List<Alert> alerts = newest(told);
        long firing = alerts.stream().filter(Digests::fires).count();
        var counts = new Notification.Counts(
                (int) firing + hidden(told, Notification.Counts::firing, Digests::fires),
                (int) (alerts.size() - firing) + hidden(told, Notification.Counts::resolved, alert -> !fires(alert)));
        List<Alert> shown = inOrder(alerts, Notification.MOST_ALERTS);
        String dedupKey = Sha256.hex("digest|" + reader.receiver() + "|" + reader.target() + "|"
                + told.stream().map(Notification::dedupKey).sorted().collect(Collectors.joining(",")));
        return new Notification(
                dedupKey,
                new Notification.Group(reader.receiver(), "digest", Labels.NONE, dedupKey),
                NotifyReason.DIGEST,
                now.truncatedTo(ChronoUnit.SECONDS),
                shown,
                shown.stream().filter(Digests::fires).map(Alert::fingerprint).collect(Collectors.toSet()),
                counts);
    }

    private static boolean fires(Alert alert) {
        return alert.state() == AlertState.FIRING;
    }

    /** Each alert as the last of the notifications had it. */
    private static List<Alert> newest(List<Notification> told) {
        var newest = new HashMap<String, Shown>();
        for (Notification one : told) {
            for (Alert alert : one.alerts()) {
                newest.merge(
                        alert.fingerprint(),
                        new Shown(alert, one.at()),
                        (before, after) -> after.at().isBefore(before.at()) ? before : after);
            }
        }
        return newest.values().stream().map(Shown::alert).toList();
    }

    /** Alerts that the newest notification of each group counts and does not show. */
    private static int hidden(
            List<Notification> told, Function<Notification.Counts, Integer> count, Predicate<Alert> isOfThem) {
        var newest = new HashMap<String, Notification>();
        for (Notification one : told) {
            newest.merge(
                    one.group().route() + one.group().labels(),
                    one,
                    (before, after) -> after.at().isBefore(before.at()) ? before : after);
        }
        return newest.values().stream()
                .mapToInt(one -> count.apply(one.counts())
                        - (int) one.alerts().stream().filter(isOfThem).count())
                .sum();
    }

    /** The worst, by owner and then by KPI, each led by its worst; what fires before what is over. */
    private static List<Alert> inOrder(List<Alert> alerts, int most) {
        Comparator<Alert> worstFirst = Comparator.comparing(Digests::fires)
                .thenComparing(Alert::severity)
                .reversed()
                .thenComparing(Alert::activeAt)
                .thenComparing(Alert::fingerprint);
        var byOwner = new LinkedHashMap<String, Map<String, List<Alert>>>();
        alerts.stream().sorted(worstFirst).limit(most).forEach(alert -> byOwner.computeIfAbsent(
                        alert.rule().owner(), owner -> new LinkedHashMap<>())
                .computeIfAbsent(alert.kpi().value(), kpi -> new ArrayList<>())
                .add(alert));
        return byOwner.values().stream()
                .flatMap(byKpi -> byKpi.values().stream())
                .flatMap(List::stream)
                .toList();
    }
}
