package dev.bellwether.notify;

import dev.bellwether.alert.Alert;
import dev.bellwether.alert.Matcher;
import dev.bellwether.kpi.Labels;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds who hears of an alert. An alert enters at the root and goes down as deep as nodes match; where no child takes
 * it the node itself does, so no alert is without a receiver. As Alertmanager's.
 */
public final class RoutingTree {

    private record Node(Route route, List<Matcher> matchers, boolean continueMatching, List<Node> children) {}

    private final Node root;
    private final Map<String, Route> byKey = new LinkedHashMap<>();
    private final Map<String, Receiver> receivers = new LinkedHashMap<>();

    /** @throws IllegalArgumentException with every mistake, one a line */
    public RoutingTree(Route.Settings root, Collection<Receiver> receivers) {
        var mistakes = new ArrayList<String>();
        for (Receiver receiver : receivers) {
            if (this.receivers.put(receiver.name(), receiver) != null) {
                mistakes.add("receiver \"%s\" is defined twice".formatted(receiver.name()));
            }
        }
        if (!root.matchers().isEmpty() || root.continueMatching()) {
            mistakes.add("the root route takes every alert: leave out its matchers and continue");
        }
        this.root = resolve(root, null, mistakes);
        if (!mistakes.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", mistakes));
        }
    }

    private Node resolve(Route.Settings settings, @Nullable Route parent, List<String> mistakes) {
        Route route = inherit(settings, parent);
        check(route, mistakes);
        byKey.put(route.key(), route);
        var children = new ArrayList<Node>();
        settings.routes().forEach(child -> children.add(resolve(child, route, mistakes)));
        return new Node(route, settings.matchers(), settings.continueMatching(), List.copyOf(children));
    }

    private Route inherit(Route.Settings settings, @Nullable Route parent) {
        String key = keyOf(settings, parent);
        if (parent == null) {
            return new Route(
                    key,
                    Objects.requireNonNullElse(settings.receiver(), ""),
                    Objects.requireNonNullElse(settings.groupBy(), List.of()),
                    Objects.requireNonNullElse(settings.groupWait(), Duration.ofSeconds(30)),
                    Objects.requireNonNullElse(settings.groupInterval(), Duration.ofMinutes(5)),
                    Objects.requireNonNullElse(settings.repeatInterval(), Duration.ofHours(4)),
                    Objects.requireNonNullElse(settings.escalate(), List.of()));
        }
        return new Route(
                key,
                Objects.requireNonNullElse(settings.receiver(), parent.receiver()),
                Objects.requireNonNullElse(settings.groupBy(), parent.groupBy()),
                Objects.requireNonNullElse(settings.groupWait(), parent.groupWait()),
                Objects.requireNonNullElse(settings.groupInterval(), parent.groupInterval()),
                Objects.requireNonNullElse(settings.repeatInterval(), parent.repeatInterval()),
                Objects.requireNonNullElse(settings.escalate(), parent.escalate()));
    }

    private String keyOf(Route.Settings settings, @Nullable Route parent) {
        String matchers =
                settings.matchers().stream().map(Matcher::toString).sorted().collect(Collectors.joining(",", "{", "}"));
        String key = parent == null ? matchers : parent.key() + "/" + matchers;
        int twins = 1;
        while (byKey.containsKey(twins == 1 ? key : key + "#" + twins)) {
            twins++; // siblings with the same matchers have groups of their own
        }
        return twins == 1 ? key : key + "#" + twins;
    }

    private void check(Route route, List<String> mistakes) {
        if (!receivers.containsKey(route.receiver())) {
            mistakes.add("route %s: no receiver \"%s\"; there are %s"
                    .formatted(route.key(), route.receiver(), receivers.keySet()));
        }
        for (Route.Escalation rung : route.escalate()) {
            if (!receivers.containsKey(rung.to())) {
                mistakes.add("route %s: escalate to no receiver \"%s\"; there are %s"
                        .formatted(route.key(), rung.to(), receivers.keySet()));
            }
            if (rung.after().toMillis() <= 0) {
                mistakes.add("route %s: escalate after must be more than 0".formatted(route.key()));
            }
        }
        if (route.groupWait().isNegative()) {
            mistakes.add("route %s: group_wait is negative".formatted(route.key()));
        }
        if (route.groupInterval().toMillis() <= 0) {
            mistakes.add("route %s: group_interval must be more than 0".formatted(route.key()));
        }
        if (route.repeatInterval().toMillis() <= 0) {
            mistakes.add("route %s: repeat_interval must be more than 0".formatted(route.key()));
        }
        if (route.groupBy().contains(Route.ALL_LABELS) && route.groupBy().size() > 1) {
            mistakes.add(
                    "route %s: group_by has \"...\", which is all labels, and others beside it".formatted(route.key()));
        }
    }

    /** What routes and groups see of an alert: its labels and {@code alertname}, {@code severity}, {@code owner}, {@code kpi}. */
    public static Labels routingLabels(Alert alert) {
        return alert.allLabels();
    }

    /** At least one. */
    public List<Route> routesOf(Labels routingLabels) {
        return routesUnder(root, routingLabels);
    }

    private static List<Route> routesUnder(Node node, Labels labels) {
        var found = new ArrayList<Route>();
        for (Node child : node.children()) {
            if (child.matchers().stream().allMatch(matcher -> matcher.matches(labels))) {
                found.addAll(routesUnder(child, labels));
                if (!child.continueMatching()) {
                    break;
                }
            }
        }
        return found.isEmpty() ? List.of(node.route()) : found;
    }

    /** The route with this key. A group whose route is no longer configured goes on under the root. */
    public Route route(String key) {
        return byKey.getOrDefault(key, root.route());
    }

    public Receiver receiver(Route route) {
        return Objects.requireNonNull(receivers.get(route.receiver()));
    }

    /** By name. */
    public Map<String, Receiver> receivers() {
        return Collections.unmodifiableMap(receivers);
    }
}
