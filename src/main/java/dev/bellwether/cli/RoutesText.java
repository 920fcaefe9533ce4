package dev.bellwether.cli;

import dev.bellwether.alert.Matcher;
import dev.bellwether.kpi.Durations;
import dev.bellwether.kpi.Labels;
import dev.bellwether.mute.MuteReason;
import dev.bellwether.mute.MuteTime;
import dev.bellwether.notify.HttpEndpoint;
import dev.bellwether.notify.Route;
import dev.bellwether.notify.RoutingTree;
import dev.bellwether.routing.ReceiverSettings;
import dev.bellwether.routing.Routes;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Routes in words. */
final class RoutesText {

    private RoutesText() {}

    static void show(Routes routes, RoutingTree tree, PrintWriter out) {
        show(routes.root(), tree.routes().iterator(), "", out);
        out.println();
        for (ReceiverSettings receiver : routes.receivers()) {
            out.println("receiver " + receiver.name() + ": " + targets(receiver)
                    + (receiver.sendResolved() ? "" : "; not told of ends"));
        }
    }

    /** Settings and routes stand in the same order, each before those under it. */
    private static void show(Route.Settings settings, Iterator<Route> resolved, String indent, PrintWriter out) {
        Route route = resolved.next();
        String matchers = settings.matchers().isEmpty()
                ? "all"
                : settings.matchers().stream().map(Matcher::toString).collect(Collectors.joining(", "));
        out.println(indent + matchers + " -> " + route.receiver() + (settings.continueMatching() ? ", and on" : ""));
        out.println(indent + "    " + times(route) + (quiet(route).isEmpty() ? "" : "; " + quiet(route)));
        settings.routes().forEach(child -> show(child, resolved, indent + "  ", out));
    }

    private static String times(Route route) {
        String groups = route.groupBy().contains(Route.ALL_LABELS)
                ? "each alert alone"
                : route.groupBy().isEmpty() ? "all in one group" : "grouped by " + String.join(", ", route.groupBy());
        return "%s; wait %s, interval %s, repeat %s"
                .formatted(
                        groups,
                        Durations.write(route.groupWait()),
                        Durations.write(route.groupInterval()),
                        route.repeatInterval());
    }

    private static String quiet(Route route) {
        var words = new ArrayList<String>();
        if (!route.muteTimes().isEmpty()) {
            words.add("muted in " + names(route.muteTimes()));
        }
        if (!route.activeTimes().isEmpty()) {
            words.add("active only in " + names(route.activeTimes()));
        }
        route.escalate()
                .forEach(rung ->
                        words.add("after " + Durations.write(rung.after()) + " without anybody also to " + rung.to()));
        return String.join("; ", words);
    }

    private static String names(List<MuteTime> times) {
        return times.stream().map(MuteTime::name).collect(Collectors.joining(", "));
    }

    private static String targets(ReceiverSettings receiver) {
        var words = new ArrayList<>(receiver.email().always());
        receiver.email().labels().forEach(label -> words.add("the team that " + label + " names"));
        if (!receiver.email().fallback().isEmpty()) {
            words.add("or else " + String.join(", ", receiver.email().fallback()));
        }
        addServers(receiver, words);
        return String.join(", ", words);
    }

    private static void addServers(ReceiverSettings receiver, List<String> words) {
        for (HttpEndpoint webhook : receiver.webhooks()) {
            words.add("webhook " + webhook.name());
        }
        for (HttpEndpoint alertmanager : receiver.alertmanagers()) {
            words.add("alertmanager " + alertmanager.name());
        }
    }

    static void test(Routes routes, RoutingTree tree, Labels labels, Optional<Instant> at, PrintWriter out) {
        for (Route route : tree.routesOf(labels)) {
            ReceiverSettings receiver = routes.receivers().stream()
                    .filter(one -> one.name().equals(route.receiver()))
                    .findFirst()
                    .orElseThrow();
            var told = new ArrayList<>(receiver.email().of(labels));
            addServers(receiver, told);
            out.println(route.receiver() + ": " + String.join(", ", told));
            out.println("  route " + route.key());
            out.println("  group " + route.groupOf(labels).labels());
            out.println("  " + times(route));
            out.println("  " + muted(tree, route, labels, at));
        }
    }

    private static String muted(RoutingTree tree, Route route, Labels labels, Optional<Instant> at) {
        if (quiet(route).isEmpty()) {
            return "never muted by time";
        }
        return at.map(when -> tree.reasonToMute(route, labels, when)
                        .map(MuteReason::why)
                        .map(why -> "muted at " + when + ": " + why)
                        .orElse("not muted at " + when + " (" + quiet(route) + ")"))
                .orElse(quiet(route) + "; --at TIME says whether it is now");
    }
}
