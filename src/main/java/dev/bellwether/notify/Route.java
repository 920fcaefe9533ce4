package dev.bellwether.notify;

import dev.bellwether.alert.Matcher;
import dev.bellwether.kpi.Labels;
import dev.bellwether.mute.MuteReason;
import dev.bellwether.mute.MuteTime;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A node of the routing tree, with all that it inherits filled in. Words, defaults and meaning are Alertmanager's.
 *
 * @param key the matchers from the root down, {@code {}/{market="ES"}}; it stays the same over restarts
 * @param groupBy the labels alerts are put together by; {@code ["..."]} is all labels, so each alert stands alone
 * @param groupWait how long a new group waits for more before its first mail
 * @param groupInterval how long between two checks of a group
 * @param repeatInterval how long after a mail an unchanged group is mailed again
 * @param muteTimes when nothing is sent; not inherited
 * @param activeTimes outside of which nothing is sent; empty for always; not inherited
 * @param escalate who else is told of what nobody takes over
 */
public record Route(
        String key,
        String receiver,
        List<String> groupBy,
        Duration groupWait,
        Duration groupInterval,
        RepeatInterval repeatInterval,
        List<MuteTime> muteTimes,
        List<MuteTime> activeTimes,
        List<Escalation> escalate) {

    /**
     * A rung of the ladder.
     *
     * @param after how long an alert may fire and be heard of without somebody taking it over
     * @param to name of the receiver that is then told too
     */
    public record Escalation(Duration after, String to) {}

    /** Stands in {@link #groupBy} for all labels. */
    public static final String ALL_LABELS = "...";

    public Route {
        groupBy = List.copyOf(groupBy);
        muteTimes = List.copyOf(muteTimes);
        activeTimes = List.copyOf(activeTimes);
        escalate = List.copyOf(escalate);
    }

    /**
     * Why the route is quiet now; nothing when it is not.
     *
     * @param market local time of the alert's market
     */
    public Optional<MuteReason> reasonToMute(Instant now, ZoneId market) {
        Optional<MuteReason> muted = muteTimes.stream()
                .filter(time -> time.contains(now, market))
                .findFirst()
                .map(time -> MuteReason.atTime(time.name()));
        boolean isActive = activeTimes.isEmpty() || activeTimes.stream().anyMatch(time -> time.contains(now, market));
        return isActive || muted.isPresent() ? muted : Optional.of(outside(activeTimes));
    }

    private static MuteReason outside(List<MuteTime> activeTimes) {
        String names = activeTimes.stream().map(MuteTime::name).collect(Collectors.joining("\", \""));
        return new MuteReason(MuteReason.By.MUTE_TIME, names, "outside of the active time \"" + names + "\"");
    }

    /** The group in which an alert with these routing labels belongs. */
    public GroupKey groupOf(Labels labels) {
        return new GroupKey(key, groupBy.contains(ALL_LABELS) ? labels : labels.only(groupBy));
    }

    /**
     * A node as it is configured; what is null is inherited from the parent.
     *
     * @param continueMatching whether siblings after this one are asked too
     * @param escalate empty for nobody else
     */
    public record Settings(
            @Nullable String receiver,
            List<Matcher> matchers,
            boolean continueMatching,
            @Nullable List<String> groupBy,
            Timing timing,
            List<Settings> routes,
            @Nullable List<Escalation> escalate) {

        public Settings {
            matchers = List.copyOf(matchers);
            routes = List.copyOf(routes);
            escalate = escalate == null ? null : List.copyOf(escalate);
        }

        /** One that inherits whom to escalate to. */
        public Settings(
                @Nullable String receiver,
                List<Matcher> matchers,
                boolean continueMatching,
                @Nullable List<String> groupBy,
                Timing timing,
                List<Settings> routes) {
            this(receiver, matchers, continueMatching, groupBy, timing, routes, null);
        }

        /** The same with a ladder of its own. */
        public Settings escalating(Escalation... rungs) {
            return new Settings(receiver, matchers, continueMatching, groupBy, timing, routes, List.of(rungs));
        }

        /** The tree that is only a root: everything to one receiver, with Alertmanager's times. */
        public static Settings root(String receiver, String... groupBy) {
            return new Settings(receiver, List.of(), false, List.of(groupBy), Timing.ALERTMANAGERS, List.of());
        }

        /** A node that inherits everything. */
        public static Settings matching(Matcher... matchers) {
            return new Settings(null, List.of(matchers), false, null, Timing.INHERITED, List.of());
        }

        public Settings to(String receiver) {
            return new Settings(receiver, matchers, continueMatching, groupBy, timing, routes, escalate);
        }

        public Settings thenContinue() {
            return new Settings(receiver, matchers, true, groupBy, timing, routes, escalate);
        }

        public Settings groupedBy(String... labels) {
            return new Settings(receiver, matchers, continueMatching, List.of(labels), timing, routes, escalate);
        }

        public Settings timed(Duration groupWait, Duration groupInterval, Duration repeatInterval) {
            return timed(new Timing(
                    groupWait,
                    groupInterval,
                    RepeatInterval.every(repeatInterval),
                    timing.muteTimes(),
                    timing.activeTimes()));
        }

        public Settings timed(Timing timing) {
            return new Settings(receiver, matchers, continueMatching, groupBy, timing, routes, escalate);
        }

        public Settings with(Settings... children) {
            return new Settings(receiver, matchers, continueMatching, groupBy, timing, List.of(children), escalate);
        }
    }

    /** When a node sends, as it is configured; what is null is inherited from the parent. */
    public record Timing(
            @Nullable Duration groupWait,
            @Nullable Duration groupInterval,
            @Nullable RepeatInterval repeatInterval,
            List<MuteTime> muteTimes,
            List<MuteTime> activeTimes) {

        static final Timing INHERITED = new Timing(null, null, null, List.of(), List.of());

        /** Alertmanager's defaults. */
        public static final Timing ALERTMANAGERS = new Timing(
                Duration.ofSeconds(30),
                Duration.ofMinutes(5),
                RepeatInterval.every(Duration.ofHours(4)),
                List.of(),
                List.of());

        public Timing {
            muteTimes = List.copyOf(muteTimes);
            activeTimes = List.copyOf(activeTimes);
        }
    }
}
