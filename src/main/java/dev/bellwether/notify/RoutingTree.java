package dev.bellwether.notify;

import dev.bellwether.alert.Alert;
import dev.bellwether.alert.Matcher;
import dev.bellwether.kpi.Labels;
import dev.bellwether.mute.MarketZones;
import dev.bellwether.mute.MuteReason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds who hears of an alert. An alert enters at the root and goes down as deep as nodes match; where no child takes
 * it the node itself does, so no alert is without a receiver. As Alertmanager's.
 */
public final class RoutingTree {

    private static final Route DEFAULTS = new Route(
            "",
            "",
            List.of(),
            Duration.ofSeconds(30),
            Duration.ofMinutes(5),
            RepeatInterval.every(Duration.ofHours(4)),
            List.of(),
            List.of(),
            List.of());

    private record Node(Route route, List<Matcher> matchers, boolean continueMatching, List<Node> children) {}

    private final Node root;
    private final MarketZones zones;
    private final Map<String, Route> byKey = new LinkedHashMap<>();
    private final Map<String, Receiver> receivers = new LinkedHashMap<>();

    /** @throws IllegalArgumentException with every mistake, one a line */
    public RoutingTree(Route.Settings root, Collection<Receiver> receivers) {
        this(root, receivers, MarketZones.UTC);
    }

    /**
     * @param zones local time of the alerts' markets, for mute times that go by it
     * @throws IllegalArgumentException with every mistake, one a line
     */
    public RoutingTree(Route.Settings root, Collection<Receiver> receivers, MarketZones zones) {
        this.zones = zones;
        var mistakes = new ArrayList<String>();
        for (Receiver receiver : receivers) {
            if (this.receivers.put(receiver.name(), receiver) != null) {
                mistakes.add("receiver \"%s\" is defined twice".formatted(receiver.name()));
            }
        }
        if (!root.timing().muteTimes().isEmpty() || !root.timing().activeTimes().isEmpty()) {
            mistakes.add("the root route is never muted: put mute and active times on a route under it");
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
        Route.Timing timing = settings.timing();
        Route above = parent == null ? DEFAULTS : parent;
        return new Route(
                key,
                Objects.requireNonNullElse(settings.receiver(), above.receiver()),
                Objects.requireNonNullElse(settings.groupBy(), above.groupBy()),
                Objects.requireNonNullElse(timing.groupWait(), above.groupWait()),
                Objects.requireNonNullElse(timing.groupInterval(), above.groupInterval()),
                Objects.requireNonNullElse(timing.repeatInterval(), above.repeatInterval()),
                timing.muteTimes(),
                timing.activeTimes(),
                Objects.requireNonNullElse(settings.escalate(), above.escalate()));
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
        Optional<Duration> repeat = route.repeatInterval().shortest();
        if (repeat.filter(step -> step.toMillis() <= 0).isPresent()) {
            mistakes.add("route %s: repeat_interval must be more than 0".formatted(route.key()));
        } else if (repeat.filter(step -> step.compareTo(route.groupInterval()) < 0)
                .isPresent()) {
            mistakes.add(
                    "route %s: repeat_interval is shorter than group_interval, and groups are looked at no more often"
                            .formatted(route.key()));
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

    /** Where an alert belongs, each route's group once. */
    public Set<GroupKey> groupsOf(Alert alert) {
        Labels labels = routingLabels(alert);
        return routesOf(labels).stream()
                .map(route -> route.groupOf(labels))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Why this route does not tell of an alert with these labels now; nothing when it does. */
    public Optional<MuteReason> reasonToMute(Route route, Labels labels, Instant now) {
        boolean isAlwaysHeard =
                route.muteTimes().isEmpty() && route.activeTimes().isEmpty();
        return isAlwaysHeard ? Optional.empty() : route.reasonToMute(now, zones.zoneOf(labels));
    }

    /** All routes, each before those under it. */
    public List<Route> routes() {
        return List.copyOf(byKey.values());
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
