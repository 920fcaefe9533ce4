package dev.bellwether.routing;

import dev.bellwether.mute.MuteTime;
import dev.bellwether.mute.TimeWindow;
import dev.bellwether.problem.DidYouMean;
import dev.bellwether.yaml.YamlForm;
import dev.bellwether.yaml.YamlMap;
import dev.bellwether.yaml.YamlNode;
import java.time.DayOfWeek;
import java.time.Month;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads {@code time_intervals}, in Alertmanager's words and a few shorter ones. */
final class TimeReader {

    private static final List<String> KEYS =
            List.of("times", "weekdays", "days_of_month", "months", "years", "location");
    private static final String MARKET = "market";

    private static final YamlForm<TimeWindow.Times> SPAN =
            YamlForm.of("a time of day", Spans::times, "write it like 18:00-08:00");
    private static final YamlForm<Integer> TIME =
            YamlForm.of("a time of day", Spans::minute, "write it like 18:00, up to 24:00");
    private static final YamlForm<Set<DayOfWeek>> WEEKDAYS = YamlForm.of(
            "a day of the week", text -> Spans.named(text, DayOfWeek.values()), "write it like monday or sat-sun");
    private static final YamlForm<Set<Month>> MONTHS =
            YamlForm.of("a month", text -> Spans.named(text, Month.values()), "write it like january or nov-jan or 11");
    private static final YamlForm<TimeWindow.Days> DAYS = YamlForm.of(
            "a day of the month", Spans::days, "write it like 1, 1:15 or -1 for the last one, the earlier day first");
    private static final YamlForm<TimeWindow.Years> YEARS =
            YamlForm.of("a year", Spans::years, "write it like 2027 or 2027:2029");
    private static final YamlForm<Optional<ZoneId>> LOCATION = new YamlForm<>(
            "a time zone", TimeReader::location, text -> DidYouMean.among(text, ZoneId.getAvailableZoneIds())
                    .filter(near -> !text.isEmpty())
                    .map(near -> "did you mean \"" + near + "\"?")
                    .orElse("write it like Europe/Madrid, or market for the zone of the alert's market"));

    private TimeReader() {}

    /** By name, in the order written; those with mistakes too, as far as they have a name. */
    static Map<String, MuteTime> read(YamlNode node) {
        var times = new LinkedHashMap<String, MuteTime>();
        for (YamlNode entry : node.list("time intervals")) {
            entry.map("a time interval").ifPresent(map -> {
                map.refuseKeysOtherThan(List.of("name", "time_intervals"));
                Optional<String> name = map.require("name", YamlForm.TEXT);
                List<TimeWindow> windows =
                        map.require("time_intervals").map(list -> windows(list)).orElse(List.of());
                name.ifPresent(known -> {
                    if (times.put(known, new MuteTime(known, windows)) != null) {
                        map.problem("name", "time interval \"" + known + "\" is defined twice", "rename one of them");
                    }
                });
            });
        }
        return times;
    }

    private static List<TimeWindow> windows(YamlNode node) {
        var windows = new ArrayList<TimeWindow>();
        node.list("times, days and zones")
                .forEach(entry ->
                        entry.map("a time interval").map(TimeReader::window).ifPresent(windows::add));
        if (node.isList() && windows.isEmpty()) {
            node.problem("time_intervals is an empty list, so it is never the time", "write at least one");
        }
        return windows;
    }

    private static TimeWindow window(YamlMap map) {
        map.refuseKeysOtherThan(KEYS);
        if (map.entries().isEmpty()) {
            map.problem(
                    "times",
                    "this time interval names no time",
                    "write times, weekdays, days_of_month, months or years");
        }
        return new TimeWindow(
                Spans.union(each(map, "weekdays", WEEKDAYS)),
                each(map, "days_of_month", DAYS),
                Spans.union(each(map, "months", MONTHS)),
                each(map, "years", YEARS),
                map.get("times")
                        .map(times -> times.list("times of day").stream()
                                .map(TimeReader::times)
                                .flatMap(Optional::stream)
                                .collect(Collectors.toList()))
                        .orElse(List.of()),
                map.get("location", LOCATION).orElse(Optional.of(ZoneId.of("UTC"))));
    }

    private static <T> List<T> each(YamlMap map, String key, YamlForm<T> form) {
        return map.get(key)
                .map(node -> node.list(form.noun()).stream()
                        .map(entry -> entry.as(form))
                        .flatMap(Optional::stream)
                        .toList())
                .orElse(List.of());
    }

    private static Optional<TimeWindow.Times> times(YamlNode entry) {
        if (!entry.isMap()) {
            return entry.as(SPAN);
        }
        return entry.map("a time of day").flatMap(map -> {
            map.refuseKeysOtherThan(List.of("start_time", "end_time"));
            Optional<Integer> start = map.require("start_time", TIME);
            Optional<Integer> end = map.require("end_time", TIME);
            if (start.isEmpty() || end.isEmpty()) {
                return Optional.empty();
            }
            if (start.equals(end) || start.get() == Spans.MINUTES) {
                map.problem("end_time", "this time of day has no length", "write 00:00 and 24:00 for the whole day");
                return Optional.empty();
            }
            return Optional.of(new TimeWindow.Times(start.get(), end.get()));
        });
    }

    /** The inner nothing is the zone of the market. */
    private static Optional<Optional<ZoneId>> location(String text) {
        if (text.equals(MARKET)) {
            return Optional.of(Optional.empty());
        }
        return ZoneId.getAvailableZoneIds().contains(text)
                ? Optional.of(Optional.of(ZoneId.of(text)))
                : Optional.empty();
    }
}
