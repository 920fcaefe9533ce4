package dev.bellwether.selfwatch;

import dev.bellwether.alert.Advance;
import dev.bellwether.alert.Alert;
import dev.bellwether.alert.AlertRule;
import dev.bellwether.alert.AlertState;
import dev.bellwether.alert.Alerts;
import dev.bellwether.alert.Breach;
import dev.bellwether.alert.Fingerprint;
import dev.bellwether.alert.HoldFor;
import dev.bellwether.alert.Matcher;
import dev.bellwether.alert.Severity;
import dev.bellwether.alert.Transition;
import dev.bellwether.kpi.KpiId;
import dev.bellwether.kpi.Labels;
import dev.bellwether.kpi.Unit;
import dev.bellwether.notify.NotificationLog;
import dev.bellwether.notify.Route;
import dev.bellwether.notify.Sending;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Once a day an alert that means nothing, which goes the way of all others: through the store, the outbox, the routes and
 * the mail server, to a mailbox. It ends when the server has taken its mail. What stands in the record of what was sent
 * outlives a restart, and so does this.
 */
public final class Canary {

    /** What its alert is called, and its receiver. */
    public static final String ALERTNAME = "BellwetherCanary";

    public static final String RECEIVER = "bellwether-canary";

    private static final KpiId KPI = new KpiId("bellwether_canary_count");
    private static final String SUMMARY =
            "Nothing is wrong. This mail comes once a day, to show that alerts reach a mailbox.";
    private static final String FINGERPRINT = Fingerprint.of(ALERTNAME, Labels.NONE);
    private static final Duration LOOKED_BACK = Duration.ofDays(60);

    private final Alerts alerts;
    private final NotificationLog notificationLog;
    private final LocalTime time;
    private final ZoneId zone;
    private volatile Optional<Instant> lastAccepted = Optional.empty();

    /**
     * @param time of day at which it is raised
     * @param zone where it is that time
     */
    public Canary(Alerts alerts, NotificationLog notificationLog, LocalTime time, ZoneId zone) {
        this.alerts = alerts;
        this.notificationLog = notificationLog;
        this.time = time;
        this.zone = zone;
    }

    /** The route that takes its alert and nothing else, to {@link #RECEIVER}, at once and only once a day. */
    public static Route.Settings route() {
        return Route.Settings.matching(new Matcher("alertname", Matcher.Operator.EQUAL, ALERTNAME))
                .to(RECEIVER)
                .groupedBy("alertname")
                .timed(Duration.ZERO, Duration.ofMinutes(1), Duration.ofHours(23))
                .escalating();
    }

    /** The same tree with {@link #route} before all others. */
    public static Route.Settings under(Route.Settings root) {
        Route.Settings[] children =
                Stream.concat(Stream.of(route()), root.routes().stream()).toArray(Route.Settings[]::new);
        return root.with(children);
    }

    /** Raises it when its time has come, and ends it when its mail has been taken. One caller at a time. */
    public void look(Instant now) {
        Instant at = now.truncatedTo(ChronoUnit.MILLIS);
        lastAccepted = notificationLog.sendings(Sending.Wanted.about(FINGERPRINT, at.minus(LOOKED_BACK), 10)).stream()
                .filter(sending ->
                        sending.accepted() && sending.target().integration().equals("email"))
                .map(Sending::at)
                .findFirst();
        Instant due = lastDue(at);
        Optional<Alert> standing = alerts.find(FINGERPRINT).filter(alert -> alert.state() == AlertState.FIRING);
        boolean isAccepted = standing.filter(alert -> lastAccepted
                        .filter(when -> !when.isBefore(alert.activeAt()))
                        .isPresent())
                .isPresent();
        boolean isDue =
                alerts.evaluatedUpTo(KPI).filter(done -> !done.isBefore(due)).isEmpty();
        if (standing.isPresent() && (isAccepted || isDue)) {
            end(standing.get(), at);
        }
        if (isDue) {
            raise(at.plusMillis(1)); // a tick of its own, after the end of yesterday's
        }
    }

    private Instant lastDue(Instant now) {
        ZonedDateTime local = now.atZone(zone);
        ZonedDateTime today = local.toLocalDate().atTime(time).atZone(zone);
        return (today.isAfter(local)
                        ? local.toLocalDate().minusDays(1).atTime(time).atZone(zone)
                        : today)
                .toInstant();
    }

    private void raise(Instant at) {
        var figures = new Breach.Figures(KPI, Unit.COUNT, 1, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
        var breach = new Breach(rule(), Labels.NONE, at, figures, SUMMARY, List.of(), List.of());
        var alert = new Alert(FINGERPRINT, AlertState.FIRING, breach, at, at, null, at, "x", 1);
        commit(alert, null, at);
    }

    private void end(Alert firing, Instant at) {
        var over = new Alert(
                FINGERPRINT,
                AlertState.RESOLVED,
                firing.latest(),
                firing.activeAt(),
                firing.firingAt(),
                at,
                at,
                ".",
                firing.transitions());
        commit(over, AlertState.FIRING, at);
    }

    private void commit(Alert alert, @Nullable AlertState from, Instant at) {
        var transition = new Transition(alert, from, alert.state(), at);
        alerts.commit(KPI, at, new Advance(List.of(alert), List.of(), List.of(transition)));
    }

    private static AlertRule rule() {
        return new AlertRule(
                ALERTNAME,
                Severity.INFO,
                "bellwether",
                SUMMARY,
                "",
                HoldFor.AT_ONCE,
                Duration.ZERO,
                AlertRule.Scope.SERIES,
                Set.of(KPI),
                "built in");
    }

    /** When the mail server last took its mail; nothing when it never did, or before the first look. */
    public Optional<Instant> lastAccepted() {
        return lastAccepted;
    }
}
