package dev.bellwether.notify;

import dev.bellwether.alert.Alert;
import dev.bellwether.alert.AlertState;
import dev.bellwether.kpi.Labels;
import dev.bellwether.mute.Muter;
import dev.bellwether.response.Acknowledgement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * Answers "why did I get no mail?": walks the way of an alert from its state over routes, groups, muting, budget and
 * outbox to the server's answer.
 */
public final class AlertTrace {

    private static final Duration LOOKS_BACK = Duration.ofDays(7);
    private static final int MOST_SENT = 20;

    private final NotificationLog log;
    private final Supplier<RoutingTree> trees;
    private final Muter muter;
    private final BiFunction<Alert, Instant, Optional<Acknowledgement>> acknowledgements;
    private final Supplier<List<Unsubscription>> unsubscribed;

    /**
     * @param acknowledgements who has an alert at an instant
     * @param unsubscribed who wants no more mails of which receiver
     */
    public AlertTrace(
            NotificationLog log,
            Supplier<RoutingTree> trees,
            Muter muter,
            BiFunction<Alert, Instant, Optional<Acknowledgement>> acknowledgements,
            Supplier<List<Unsubscription>> unsubscribed) {
        this.log = log;
        this.unsubscribed = unsubscribed;
        this.trees = trees;
        this.muter = muter;
        this.acknowledgements = acknowledgements;
    }

    /**
     * One thing on the way.
     *
     * @param step where: alert, route, unsubscribed, group, muted, acknowledged, told, budget, outbox, sent
     * @param goesOn whether a mail gets past this
     * @param says what is so, in a sentence
     */
    public record Step(String step, boolean goesOn, String says) {}

    /** In the order in which a mail passes them. */
    public List<Step> of(Alert alert, Instant now) {
        var steps = new ArrayList<Step>();
        steps.add(state(alert));
        Whereabouts whereabouts = log.whereabouts(alert.fingerprint());
        routes(alert, steps);
        groups(alert, whereabouts, now, steps);
        muted(alert, now, steps);
        acknowledgements
                .apply(alert, now)
                .ifPresent(one -> steps.add(new Step(
                        "acknowledged",
                        true,
                        "%s has it until %s: no repetition and no escalation until then"
                                .formatted(one.owner(), one.until()))));
        told(whereabouts, steps);
        outbox(whereabouts, steps);
        sent(alert, now, steps);
        return List.copyOf(steps);
    }

    private static Step state(Alert alert) {
        boolean fires = alert.state() == AlertState.FIRING;
        String says = fires
                ? "it fires since " + alert.firingAt()
                : alert.state() == AlertState.PENDING
                        ? "it is pending since " + alert.activeAt() + ": nothing is sent before it fires"
                        : "it is over since " + alert.resolvedAt()
                                + ": only who was told that it fires is told of the end";
        return new Step("alert", fires, says);
    }

    private void routes(Alert alert, List<Step> steps) {
        Labels labels = RoutingTree.routingLabels(alert);
        for (Route route : trees.get().routesOf(labels)) {
            String group = route.groupOf(labels).labels().toString();
            Set<Target> targets = trees.get().receiver(route).targetsOf(List.of(alert));
            steps.add(new Step(
                    "route",
                    !targets.isEmpty(),
                    "route %s takes it to receiver \"%s\", who has %d targets for it, in the group %s"
                            .formatted(route.key(), route.receiver(), targets.size(), group)));
            unsubscribed.get().stream()
                    .filter(gone -> targets.stream().anyMatch(target -> gone.isOf(route.receiver(), target)))
                    .forEach(gone -> steps.add(new Step(
                            "unsubscribed",
                            false,
                            "%s wants no more mails of receiver \"%s\", since %s"
                                    .formatted(gone.address(), gone.receiver(), gone.at()))));
        }
    }

    private static void groups(Alert alert, Whereabouts whereabouts, Instant now, List<Step> steps) {
        for (Whereabouts.InGroup in : whereabouts.groups()) {
            String when = in.nextCheck().isAfter(now) ? "is checked next at " : "is being checked, due since ";
            steps.add(new Step(
                    "group",
                    true,
                    "group %s has had %d checks and %s%s".formatted(in.key(), in.checks(), when, in.nextCheck())));
        }
        if (whereabouts.groups().isEmpty()) {
            boolean fires = alert.state() == AlertState.FIRING;
            String says = fires ? "it is in no group yet; the next dispatch puts it in one" : "no group holds it";
            steps.add(new Step("group", false, says));
        }
    }

    private void muted(Alert alert, Instant now, List<Step> steps) {
        var reasons = new ArrayList<>(muter.at(now).reasonsToMute(alert));
        for (Route route : trees.get().routesOf(RoutingTree.routingLabels(alert))) {
            trees.get().reasonToMute(route, alert.labels(), now).ifPresent(reasons::add);
        }
        reasons.forEach(reason -> steps.add(new Step("muted", false, reason.why())));
        if (reasons.isEmpty()) {
            steps.add(new Step("muted", true, "nothing mutes it now"));
        }
    }

    private static void told(Whereabouts whereabouts, List<Step> steps) {
        for (Whereabouts.InGroup in : whereabouts.groups()) {
            for (Whereabouts.Knows knows : in.audience()) {
                String target = knows.target().address();
                knows.refusedAt()
                        .ifPresent(at -> steps.add(
                                new Step("told", false, "%s refused the mail for good at %s".formatted(target, at))));
                knows.acceptedAt()
                        .ifPresent(at -> steps.add(new Step(
                                "told",
                                !knows.knows(),
                                knows.knows()
                                        ? "%s knows it fires, by the mail of %s; the next is for news or as a reminder"
                                                .formatted(target, at)
                                        : "%s was told of the group at %s, and not that this fires"
                                                .formatted(target, at))));
            }
        }
    }

    private static void outbox(Whereabouts whereabouts, List<Step> steps) {
        for (Whereabouts.OnItsWay one : whereabouts.outbox()) {
            String what = "the notification (%s) of %s to %s"
                    .formatted(one.reason(), one.decidedAt(), one.target().address());
            if (one.isHeld()) {
                steps.add(new Step("budget", false, what + " is held for the digest of " + one.next()));
            } else if (one.attempts() > 0) {
                steps.add(new Step(
                        "outbox",
                        false,
                        "%s has failed %d times, is tried again at %s; last: %s"
                                .formatted(what, one.attempts(), one.next(), one.lastError())));
            } else {
                steps.add(new Step("outbox", true, what + " is about to be sent"));
            }
        }
        if (whereabouts.outbox().isEmpty()) {
            steps.add(new Step("outbox", true, "nothing about it is waiting to be sent"));
        }
    }

    private void sent(Alert alert, Instant now, List<Step> steps) {
        List<Sending> sendings =
                log.sendings(Sending.Wanted.about(alert.fingerprint(), now.minus(LOOKS_BACK), MOST_SENT));
        for (Sending one : sendings) {
            String verb = one.accepted() ? "was accepted" : "was given up";
            steps.add(new Step(
                    "sent",
                    one.accepted(),
                    "the notification (%s) to %s %s at %s: %s"
                            .formatted(one.reason(), one.target().address(), verb, one.at(), one.answer())));
        }
        if (sendings.isEmpty()) {
            steps.add(new Step("sent", false, "nothing about it was sent in the last seven days"));
        }
    }
}
