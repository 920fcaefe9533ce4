package dev.bellwether.catalogue;

import dev.bellwether.kpi.Kpi;
import dev.bellwether.kpi.KpiId;
import dev.bellwether.kpi.Market;
import dev.bellwether.kpi.MarketCalendar;
import dev.bellwether.kpi.Reach;
import dev.bellwether.kpi.RegimeChange;
import dev.bellwether.kpi.SalesEvent;
import dev.bellwether.kpi.SalesEvent.Phases;
import dev.bellwether.problem.DidYouMean;
import dev.bellwether.problem.Problems;
import dev.bellwether.yaml.YamlForm;
import dev.bellwether.yaml.YamlMap;
import dev.bellwether.yaml.YamlNode;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Reads {@code calendar.yml}: holidays, sales, feasts that move through the year, and changes of regime. */
public final class CalendarReader {

    private static final YamlForm<LocalDate> DAY =
            YamlForm.of("a day", text -> Optional.of(LocalDate.parse(text)), "write it like 2026-11-11");

    private static final YamlForm<LocalDateTime> LOCAL_TIME = YamlForm.of(
            "a local time",
            text -> Optional.of(
                    text.contains("T")
                            ? LocalDateTime.parse(text)
                            : LocalDate.parse(text).atStartOfDay()),
            "write it like 2026-11-11 or 2026-11-11T10:00");

    private static final YamlForm<String> COUNTRY = new YamlForm<>(
            "a country whose holidays are known",
            text -> Optional.of(text).filter(PublicHolidays.countries()::contains),
            text -> "write its ISO code in small letters, like es, or write the days out with name and days");

    private final Problems problems;
    private final Map<String, String> countryOf = new HashMap<>();
    private final Map<String, Map<LocalDate, String>> written = new HashMap<>();
    private final List<SalesEvent> events = new ArrayList<>();
    private final List<RegimeChange> changes = new ArrayList<>();
    private final List<YamlNode> markets = new ArrayList<>();
    private final List<YamlNode> kpis = new ArrayList<>();

    CalendarReader(Problems problems) {
        this.problems = problems;
    }

    /**
     * A calendar that stands in another file, such as that of a rule test.
     *
     * @param catalogue whose markets and KPIs it may name
     */
    public static MarketCalendar read(YamlNode node, Catalogue catalogue, Problems problems) {
        var reader = new CalendarReader(problems);
        reader.read(node);
        reader.checkReach(
                catalogue.markets().all().stream().map(Market::code).toList(),
                catalogue.kpis().stream().map(Kpi::id).toList());
        return reader.calendar();
    }

    void read(YamlNode top) {
        top.map("a calendar").ifPresent(map -> {
            map.refuseKeysOtherThan(List.of("holidays", "sales", "feasts", "changes"));
            each(map, "holidays", "a holiday", this::readHoliday);
            each(map, "sales", "a sale", this::readSale);
            each(map, "feasts", "a feast", this::readFeast);
            each(map, "changes", "a change", this::readChange);
        });
    }

    private static void each(YamlMap top, String key, String noun, Consumer<YamlMap> reader) {
        top.get(key).ifPresent(node -> node.list(key)
                .forEach(entry -> entry.map(noun).ifPresent(reader)));
    }

    MarketCalendar calendar() {
        return new MarketCalendar(new PublicHolidays(countryOf, written), events, changes);
    }

    /** Names the markets and KPIs that are meant but not there; told once all files are read. */
    void checkReach(Collection<String> knownMarkets, Collection<KpiId> knownKpis) {
        check(markets, knownMarkets, "market", "markets are in kpis/markets.yml");
        var ids = new TreeSet<String>();
        knownKpis.forEach(id -> ids.add(id.value()));
        check(kpis, ids, "KPI", "KPIs are in kpis/*.yml");
    }

    private static void check(List<YamlNode> named, Collection<String> known, String noun, String where) {
        for (YamlNode node : named) {
            node.as(YamlForm.TEXT).filter(name -> !known.contains(name)).ifPresent(name -> {
                String mend = DidYouMean.among(name, known)
                        .map(near -> "did you mean \"" + near + "\"?")
                        .orElse(where);
                node.problem("unknown " + noun + " \"" + name + "\"", mend);
            });
        }
    }

    private void readHoliday(YamlMap map) {
        map.refuseKeysOtherThan(List.of("market", "country", "name", "days"));
        Optional<String> market = map.require("market", YamlForm.TEXT);
        map.get("market").ifPresent(markets::add);
        if (map.get("country").isPresent()) {
            Optional<String> country = map.get("country", COUNTRY);
            market.ifPresent(code -> country.ifPresent(iso -> countryOf.put(code, iso)));
            return;
        }
        Optional<String> name = map.require("name", YamlForm.TEXT);
        List<LocalDate> days = days(map);
        market.ifPresent(code -> name.ifPresent(text -> days.forEach(
                day -> written.computeIfAbsent(code, any -> new HashMap<>()).put(day, text))));
    }

    private List<LocalDate> days(YamlMap map) {
        var days = new ArrayList<LocalDate>();
        Optional<YamlNode> node = map.get("days");
        if (node.isEmpty()) {
            map.require("days", DAY);
        }
        node.ifPresent(list -> list.list("days").forEach(entry -> entry.as(DAY).ifPresent(days::add)));
        return days;
    }

    private void readSale(YamlMap map) {
        int before = problems.size();
        map.refuseKeysOtherThan(List.of(
                "name",
                "opens",
                "closes",
                "zone",
                "teaser",
                "open",
                "closing",
                "hangover",
                "echo_from",
                "echo_to",
                "markets",
                "kpis"));
        Optional<String> name = map.require("name", YamlForm.TEXT);
        Optional<LocalDateTime> opens = map.require("opens", LOCAL_TIME);
        Optional<LocalDateTime> closes = map.require("closes", LOCAL_TIME);
        Optional<ZoneId> zone = map.get("zone", KpiForms.ZONE);
        Reach reach = reach(map);
        Phases usual = Phases.USUAL;
        var phases = new Phases(
                duration(map, "teaser", usual.teaser()),
                duration(map, "open", usual.open()),
                duration(map, "closing", usual.closing()),
                duration(map, "hangover", usual.hangover()),
                duration(map, "echo_from", usual.echoFrom()),
                duration(map, "echo_to", usual.echoTo()));
        if (opens.isPresent() && closes.isPresent() && !opens.get().isBefore(closes.get())) {
            map.problem("closes", "the sale closes before it opens", "write a time after " + opens.get());
        }
        if (problems.size() == before) {
            events.add(new SalesEvent(
                    name.orElseThrow(), reach, opens.orElseThrow(), closes.orElseThrow(), zone.orElse(null), phases));
        }
    }

    /** Of a feast the slow days before count as teaser, the closed days as the sale, the backlog as hangover. */
    private void readFeast(YamlMap map) {
        int before = problems.size();
        map.refuseKeysOtherThan(List.of(
                "name", "days", "zone", "slow_from", "closed_from", "closed_to", "backlog_to", "markets", "kpis"));
        Optional<String> name = map.require("name", YamlForm.TEXT);
        List<LocalDate> days = days(map);
        Optional<ZoneId> zone = map.get("zone", KpiForms.ZONE);
        Reach reach = reach(map);
        Duration slowFrom = duration(map, "slow_from", Duration.ofDays(14));
        Duration closedFrom = duration(map, "closed_from", Duration.ofDays(3));
        Duration closedTo = duration(map, "closed_to", Duration.ofDays(10));
        Duration backlogTo = duration(map, "backlog_to", Duration.ofDays(25));
        if (slowFrom.compareTo(closedFrom) < 0) {
            map.problem("slow_from", "it is closed before it slows down", "write a slow_from not below closed_from");
        }
        if (backlogTo.compareTo(closedTo) < 0) {
            map.problem("backlog_to", "the backlog ends before work begins", "write a backlog_to not below closed_to");
        }
        if (closedFrom.plus(closedTo).isZero()) {
            map.problem("closed_to", "it is closed for no time at all", "write a closed_to like 10d");
        }
        if (problems.size() > before) {
            return;
        }
        var phases = new Phases(
                slowFrom.minus(closedFrom),
                Duration.ZERO,
                Duration.ZERO,
                backlogTo.minus(closedTo),
                Duration.ZERO,
                Duration.ZERO);
        for (LocalDate day : days) {
            LocalDateTime midnight = day.atStartOfDay();
            events.add(new SalesEvent(
                    name.orElseThrow(),
                    reach,
                    midnight.minus(closedFrom),
                    midnight.plus(closedTo),
                    zone.orElse(null),
                    phases));
        }
    }

    private void readChange(YamlMap map) {
        map.refuseKeysOtherThan(List.of("name", "at", "markets", "kpis"));
        Optional<String> name = map.require("name", YamlForm.TEXT);
        Optional<LocalDateTime> at = map.require("at", LOCAL_TIME);
        Reach reach = reach(map);
        name.ifPresent(text -> at.ifPresent(when -> changes.add(new RegimeChange(text, reach, when))));
    }

    private Reach reach(YamlMap map) {
        Set<String> codes = new HashSet<>();
        Set<KpiId> ids = new HashSet<>();
        map.get("markets").ifPresent(node -> node.list("markets").forEach(entry -> {
            markets.add(entry);
            entry.as(YamlForm.TEXT).ifPresent(codes::add);
        }));
        map.get("kpis").ifPresent(node -> node.list("KPIs").forEach(entry -> {
            kpis.add(entry);
            entry.as(KpiForms.ID).ifPresent(ids::add);
        }));
        return new Reach(codes, ids);
    }

    private static Duration duration(YamlMap map, String key, Duration usual) {
        return map.get(key, KpiForms.DURATION).orElse(usual);
    }
}
