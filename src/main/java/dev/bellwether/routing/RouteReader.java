package dev.bellwether.routing;

import dev.bellwether.alert.Matcher;
import dev.bellwether.kpi.Durations;
import dev.bellwether.mute.MuteTime;
import dev.bellwether.notify.RepeatInterval;
import dev.bellwether.notify.Route;
import dev.bellwether.notify.Route.Escalation;
import dev.bellwether.notify.Route.Timing;
import dev.bellwether.problem.DidYouMean;
import dev.bellwether.yaml.YamlForm;
import dev.bellwether.yaml.YamlMap;
import dev.bellwether.yaml.YamlNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the tree of {@code route} and {@code routes}. */
final class RouteReader {

    private static final List<String> KEYS = List.of(
            "receiver",
            "matchers",
            "continue",
            "group_by",
            "group_wait",
            "group_interval",
            "repeat_interval",
            "mute_time_intervals",
            "active_time_intervals",
            "escalate",
            "routes");

    private static final YamlForm<Duration> WAIT =
            YamlForm.of("a duration", Durations::parse, "write it like 30s, 5m or 1h30m");
    private static final YamlForm<Duration> INTERVAL = YamlForm.of(
            "a duration above 0",
            text -> Durations.parse(text).filter(RouteReader::isLong),
            "write it like 30s, 5m or 1h30m");
    private static final YamlForm<RepeatInterval> REPEAT = YamlForm.of(
            "a repeat interval",
            text -> RepeatInterval.parse(text)
                    .filter(ladder -> ladder.steps().stream().allMatch(RouteReader::isLong)),
            "write it like 4h, or as a ladder like 4h 1d 1w off, with every step above 0");

    private final Set<String> receivers;
    private final Map<String, MuteTime> times;

    /** @param receivers names that are known, those of receivers with mistakes too */
    RouteReader(Set<String> receivers, Map<String, MuteTime> times) {
        this.receivers = receivers;
        this.times = times;
    }

    /** What a node leaves to those under it, for checks. */
    private record Inherited(Duration groupInterval, RepeatInterval repeatInterval) {

        static final Inherited ALERTMANAGERS = new Inherited(
                Objects.requireNonNull(Timing.ALERTMANAGERS.groupInterval()),
                Objects.requireNonNull(Timing.ALERTMANAGERS.repeatInterval()));
    }

    Optional<Route.Settings> root(YamlNode node) {
        return node.map("a route").map(map -> {
            for (String key : List.of("matchers", "continue", "mute_time_intervals", "active_time_intervals")) {
                if (map.entries().containsKey(key)) {
                    map.problem(
                            key,
                            key + " stands on the root route, which takes every alert at any time",
                            "move it to a route under \"routes:\"");
                }
            }
            if (map.get("receiver").isEmpty()) {
                map.problem("receiver", "the root route needs a receiver", mendReceiver(""));
            }
            return route(map, Inherited.ALERTMANAGERS);
        });
    }

    private Route.Settings route(YamlMap map, Inherited above) {
        map.refuseKeysOtherThan(KEYS);
        Optional<String> receiver = map.get("receiver", YamlForm.TEXT);
        receiver.filter(name -> !receivers.contains(name))
                .ifPresent(
                        name -> map.problem("receiver", "there is no receiver \"" + name + "\"", mendReceiver(name)));
        Optional<Duration> interval = map.get("group_interval", INTERVAL);
        Optional<RepeatInterval> repeat = map.get("repeat_interval", REPEAT);
        var here = new Inherited(interval.orElse(above.groupInterval()), repeat.orElse(above.repeatInterval()));
        if (interval.isPresent() || repeat.isPresent()) {
            checkTimes(map, here);
        }
        var timing = new Timing(
                orNull(map.get("group_wait", WAIT)),
                orNull(interval),
                orNull(repeat),
                times(map, "mute_time_intervals"),
                times(map, "active_time_intervals"));
        var children = new ArrayList<Route.Settings>();
        map.get("routes").map(node -> node.list("routes")).orElse(List.of()).forEach(child -> child.map("a route")
                .map(node -> route(node, here))
                .ifPresent(children::add));
        return new Route.Settings(
                orNull(receiver),
                matchers(map),
                map.get("continue", YamlForm.TRUTH).orElse(false),
                orNull(map.get("group_by").map(node -> groupBy(node))),
                timing,
                children,
                map.get("escalate").map(this::rungs).orElse(null));
    }

    private static void checkTimes(YamlMap map, Inherited here) {
        here.repeatInterval()
                .shortest()
                .filter(step -> step.compareTo(here.groupInterval()) < 0)
                .ifPresent(step -> map.problem(
                        map.get("repeat_interval").isPresent() ? "repeat_interval" : "group_interval",
                        "repeat_interval %s is shorter than group_interval %s, and a group is looked at no more often"
                                .formatted(Durations.write(step), Durations.write(here.groupInterval())),
                        "make repeat_interval at least as long as group_interval"));
    }

    /** Who else is told of what nobody takes over: {@code {after: 30m, to: receiver}}. */
    private List<Escalation> rungs(YamlNode node) {
        var rungs = new ArrayList<Escalation>();
        for (YamlNode entry : node.list("escalate")) {
            entry.map("a rung").ifPresent(map -> {
                map.refuseKeysOtherThan(List.of("after", "to"));
                Optional<Duration> after = map.require("after", INTERVAL);
                Optional<String> to = map.require("to", YamlForm.TEXT);
                to.filter(name -> !receivers.contains(name))
                        .ifPresent(
                                name -> map.problem("to", "there is no receiver \"" + name + "\"", mendReceiver(name)));
                after.ifPresent(duration -> to.ifPresent(name -> rungs.add(new Escalation(duration, name))));
            });
        }
        return rungs;
    }

    private static List<Matcher> matchers(YamlMap map) {
        var matchers = new ArrayList<Matcher>();
        for (YamlNode entry :
                map.get("matchers").map(node -> node.list("matchers")).orElse(List.of())) {
            entry.as(YamlForm.TEXT).ifPresent(text -> {
                try {
                    matchers.addAll(MatcherText.parse(text));
                } catch (IllegalArgumentException e) {
                    entry.problem(String.valueOf(e.getMessage()), "");
                }
            });
        }
        return matchers;
    }

    private static List<String> groupBy(YamlNode node) {
        var labels = new ArrayList<String>();
        var seen = new HashSet<String>();
        for (YamlNode entry : node.list("labels")) {
            entry.as(YamlForm.TEXT).ifPresent(label -> {
                if (!seen.add(label)) {
                    entry.problem("label \"" + label + "\" is named twice", "remove one");
                }
                labels.add(label);
            });
        }
        if (labels.contains(Route.ALL_LABELS) && labels.size() > 1) {
            node.problem("group_by has \"...\", which is all labels, and others beside it", "write ['...'] alone");
        }
        return labels;
    }

    private List<MuteTime> times(YamlMap map, String key) {
        var found = new ArrayList<MuteTime>();
        for (YamlNode entry :
                map.get(key).map(node -> node.list("names of time intervals")).orElse(List.of())) {
            entry.as(YamlForm.TEXT).ifPresent(name -> {
                if (times.containsKey(name)) {
                    found.add(times.get(name));
                } else {
                    String mend = times.isEmpty()
                            ? "define it under \"time_intervals:\""
                            : DidYouMean.sentence(name, times.keySet());
                    entry.problem("there is no time interval \"" + name + "\"", mend);
                }
            });
        }
        return found;
    }

    private String mendReceiver(String name) {
        return receivers.isEmpty() ? "define it under \"receivers:\"" : DidYouMean.sentence(name, receivers);
    }

    private static boolean isLong(Duration duration) {
        return duration.toMillis() > 0;
    }

    private static <T> @Nullable T orNull(Optional<T> value) {
        return value.orElse(null);
    }
}
