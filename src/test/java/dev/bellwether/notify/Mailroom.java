package dev.bellwether.notify;

import dev.bellwether.alert.Advance;
import dev.bellwether.alert.Alert;
import dev.bellwether.alert.AlertRule;
import dev.bellwether.alert.AlertState;
import dev.bellwether.alert.Alerts;
import dev.bellwether.alert.Breach;
import dev.bellwether.alert.Cause;
import dev.bellwether.alert.Condition;
import dev.bellwether.alert.Fingerprint;
import dev.bellwether.alert.HoldFor;
import dev.bellwether.alert.Kept;
import dev.bellwether.alert.Severity;
import dev.bellwether.alert.Transition;
import dev.bellwether.kpi.KpiId;
import dev.bellwether.kpi.Labels;
import dev.bellwether.kpi.Unit;
import dev.bellwether.mute.Muter;
import dev.bellwether.response.Acknowledgement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Alerts, dispatcher and sender with a written clock. Times are Alertmanager's: wait 30 s, interval 5 min, repeat 4 h.
 */
public final class Mailroom {

    public static final Instant START = Instant.parse("2026-11-22T10:00:00Z");
    public static final KpiId PROMISE = new KpiId("shipment_within_promise_probability");

    public static final Duration WAIT = Duration.ofSeconds(30);
    public static final Duration INTERVAL = Duration.ofMinutes(5);
    public static final Duration REPEAT = Duration.ofHours(4);

    private final Alerts alerts;
    private NotificationLog log;
    private Budget budget = Budget.NONE;
    private final Map<String, Alert> standing = new HashMap<>();
    private Dispatcher dispatcher;
    private Sender sender;
    private final Set<String> unwatched = new HashSet<>();
    private Instant now = START;
    private long commits;
    private List<Unsubscription> unsubscribed = List.of();
    private Function<Instant, List<Acknowledgement>> acknowledgements = at -> List.of();

    public Mailroom(Alerts alerts, NotificationLog log, Route.Settings root, Muter muter, Receiver... receivers) {
        this.alerts = alerts;
        this.log = log;
        route(root, muter, receivers);
    }

    public Mailroom(Alerts alerts, NotificationLog log, Notifier notifier) {
        this(alerts, log, Route.Settings.root("ops", "market"), Muter.NONE, new Receiver("ops", notifier));
    }

    /** From the next routing on. */
    public Mailroom allows(Budget budget) {
        this.budget = budget;
        return this;
    }

    /** Nobody else is. */
    public void areUnsubscribed(Unsubscription... those) {
        unsubscribed = List.of(those);
    }

    /** As after a restart with another configuration. */
    public void route(Route.Settings root, Muter muter, Receiver... receivers) {
        var tree = new RoutingTree(root, List.of(receivers));
        dispatcher = new Dispatcher(
                log,
                () -> tree,
                muter,
                at -> acknowledgements.apply(at),
                () -> unsubscribed,
                new Times(),
                NotifyListener.NONE);
        sender = new Sender(log, () -> tree, () -> unsubscribed, NotifyListener.NONE, budget, 1);
    }

    /** Readings are judged at once, until nobody looks any more. */
    private final class Times implements DueTimes {
        @Override
        public Instant dueAt(KpiId kpi, Instant at) {
            return at;
        }

        @Override
        public boolean isEvaluated(Alert alert, Instant when) {
            return !unwatched.contains(alert.labels().get("name"));
        }
    }

    /** Nobody looks at the readings of alerts of this name any more. */
    public void isNoLongerEvaluated(String name) {
        unwatched.add(name);
    }

    public void isEvaluatedAgain(String name) {
        unwatched.remove(name);
    }

    /** It changes as the life cycle has it. */
    public void changes(String name, String market, AlertState to, Cause cause) {
        Alert before = standing.get(name + market);
        Kept kept = before.kept();
        boolean rises = cause == Cause.ESCALATED;
        var memory = new Kept(
                cause,
                rises ? Severity.CRITICAL : kept.peak(),
                rises ? now : kept.roseAt(),
                now,
                Duration.ZERO,
                kept.atFiring(),
                kept.worst(),
                null,
                List.of(),
                cause == Cause.UNSTABLE ? now : null);
        Breach breach = breach(before.labels(), 0.41, now, Severity.HIGH);
        commit(
                new Alert(
                        before.fingerprint(),
                        to,
                        breach,
                        before.activeAt(),
                        to == AlertState.PENDING ? null : before.firingAt(),
                        to == AlertState.RESOLVED ? now : null,
                        now,
                        "x",
                        1,
                        memory),
                before.state());
    }

    /** From now on it asks here what people have taken over. */
    public void asks(Function<Instant, List<Acknowledgement>> acknowledgements) {
        this.acknowledgements = acknowledgements;
    }

    /** A fresh process on what the former left behind. */
    public void restarts(NotificationLog left, Notifier notifier) {
        log = left;
        route(Route.Settings.root("ops", "market"), Muter.NONE, new Receiver("ops", notifier));
    }

    public Instant now() {
        return now;
    }

    /** Time goes on; nothing else happens. */
    public Mailroom sleeps(Duration duration) {
        now = now.plus(duration);
        return this;
    }

    /** Time goes on, dispatching now and every ten seconds; every minute where hours pass. */
    public Mailroom passes(Duration duration) {
        works();
        Duration step = duration.toMinutes() < 60 ? Duration.ofSeconds(10) : Duration.ofMinutes(1);
        Instant end = now.plus(duration);
        while (now.isBefore(end)) {
            now = now.plus(step).isBefore(end) ? now.plus(step) : end;
            works();
        }
        return this;
    }

    /** One round at the present time. */
    public void works() {
        dispatcher.dispatch(now);
        sender.deliver(now);
    }

    /** As the process does that is asked to end. */
    public void ends() {
        sender.close();
    }

    /** An alert of this name and market starts to fire now. */
    public Alert fires(String name, String market) {
        return fires(name, market, now);
    }

    /** An alert of this severity starts to fire now. */
    public Alert fires(String name, String market, Severity severity) {
        Labels labels = Labels.of("name", name, "market", market);
        Breach breach = breach(labels, 0.41, now, severity);
        Alert alert = new Alert(
                Fingerprint.of(breach.alertname(), labels), AlertState.FIRING, breach, now, now, null, now, "x", 1);
        commit(alert, AlertState.PENDING);
        return alert;
    }

    /** It is good again, as severe as it was. */
    public void ends(Alert alert) {
        commit(
                new Alert(
                        alert.fingerprint(),
                        AlertState.RESOLVED,
                        alert.latest(),
                        alert.activeAt(),
                        alert.firingAt(),
                        now,
                        now,
                        "x",
                        alert.transitions() + 1),
                AlertState.FIRING);
    }

    public Alert fires(String name, String market, Instant firedAt) {
        Labels labels = Labels.of("name", name, "market", market);
        Alert alert = alert(AlertState.FIRING, labels, 0.41, firedAt, null);
        commit(alert, AlertState.PENDING);
        return alert;
    }

    /** So many alerts, {@code n0} on, over so many markets, in one tick. */
    public void firesMany(int count, int markets) {
        var changed = new ArrayList<Alert>();
        for (int i = 0; i < count; i++) {
            Labels labels = Labels.of("name", "n" + i, "market", "M" + i % markets);
            Alert alert = alert(AlertState.FIRING, labels, 0.41, now, null);
            standing.put("n" + i + "M" + i % markets, alert);
            changed.add(alert);
        }
        List<Transition> transitions = changed.stream()
                .map(alert -> new Transition(alert, null, AlertState.FIRING, now))
                .toList();
        alerts.commit(PROMISE, START.plusMillis(++commits), new Advance(changed, List.of(), transitions));
    }

    /** Its reading changes and nothing else. */
    public void moves(String name, String market, double value) {
        Alert before = standing.get(name + market);
        Alert after = new Alert(
                before.fingerprint(),
                before.state(),
                breach(before.labels(), value, now),
                before.activeAt(),
                before.firingAt(),
                null,
                now,
                "x",
                before.transitions());
        standing.put(name + market, after);
        alerts.commit(PROMISE, START.plusMillis(++commits), new Advance(List.of(after), List.of(), List.of()));
    }

    public void resolves(String name, String market) {
        Alert before = standing.get(name + market);
        commit(alert(AlertState.RESOLVED, before.labels(), 0.41, before.activeAt(), now), AlertState.FIRING);
    }

    /** It was breached again once, not yet long enough to fire. */
    public void isPending(String name, String market) {
        commit(
                alert(AlertState.PENDING, Labels.of("name", name, "market", market), 0.5, now, null),
                AlertState.RESOLVED);
    }

    /** It is as written, and was in that state before. */
    public void commit(Alert alert, AlertState from) {
        standing.put(alert.labels().get("name") + alert.labels().get("market"), alert);
        Instant at = alert.resolvedAt() != null ? alert.resolvedAt() : alert.activeAt();
        var transition = new Transition(alert, from, alert.state(), at);
        alerts.commit(
                PROMISE, START.plusMillis(++commits), new Advance(List.of(alert), List.of(), List.of(transition)));
    }

    public static Alert alert(AlertState state, Labels labels, double value, Instant at, @Nullable Instant resolvedAt) {
        Breach breach = breach(labels, value, at);
        return new Alert(
                Fingerprint.of(breach.alertname(), labels),
                state,
                breach,
                at,
                state == AlertState.PENDING ? null : at,
                resolvedAt,
                at,
                "x",
                1);
    }

    public static Breach breach(Labels labels, double value, Instant at) {
        return breach(labels, value, at, Severity.CRITICAL);
    }

    private static Breach breach(Labels labels, double value, Instant at, Severity severity) {
        var rule = new AlertRule(
                "ShippingDelaySpike",
                severity,
                "logistics-ops",
                "{{market}}: {{value}} arrive in time",
                "docs/runbooks/shipping-delay-spike.md",
                new HoldFor.Often(2, 3),
                Duration.ofDays(2),
                AlertRule.Scope.SERIES,
                Set.of(PROMISE),
                "rules/logistics.drl:14");
        return new Breach(
                rule,
                labels,
                at,
                new Breach.Figures(PROMISE, Unit.RATIO, value, 0.72, 0.655, 0.785, 1700),
                labels.get("market") + ": " + Unit.RATIO.format(value) + " arrive in time",
                List.of(new Condition("delta <= -0.08", "delta = -0.31")),
                List.of());
    }
}
