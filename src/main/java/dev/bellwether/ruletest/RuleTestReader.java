package dev.bellwether.ruletest;

import dev.bellwether.alert.AlertRule;
import dev.bellwether.catalogue.CalendarReader;
import dev.bellwether.catalogue.Catalogue;
import dev.bellwether.kpi.MarketCalendar;
import dev.bellwether.limit.Limits;
import dev.bellwether.problem.DidYouMean;
import dev.bellwether.problem.Location;
import dev.bellwether.problem.Problems;
import dev.bellwether.yaml.YamlDocument;
import dev.bellwether.yaml.YamlForm;
import dev.bellwether.yaml.YamlMap;
import dev.bellwether.yaml.YamlNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads {@code *.test.yml}, and names every mistake in them that can be told without judging. */
public final class RuleTestReader {

    private static final List<String> FILE_KEYS = List.of("limits", "calendar", "tests");
    private static final List<String> TEST_KEYS = List.of("name", "start", "input_series", "alert_rule_test", "quiet");

    static final YamlForm<WrittenTime> START = YamlForm.of(
            "a date, or a time with its zone",
            WrittenTime::parse,
            "write it like 2026-03-02, or 2026-03-02T06:00+01:00");

    private final Catalogue catalogue;
    private final Map<String, AlertRule> rules = new TreeMap<>();

    private final LimitRowReader limitRows;

    /**
     * @param rules all there are
     * @param limits that the rules can ask for
     */
    public RuleTestReader(Catalogue catalogue, Collection<AlertRule> rules, Limits limits) {
        this.catalogue = catalogue;
        this.limitRows = new LimitRowReader(catalogue, limits);
        rules.forEach(rule -> this.rules.put(rule.name(), rule));
    }

    /** @return the tests without a mistake; {@code problems} says what is wrong with the others */
    public RuleTestFile read(Path file, String name, Problems problems) {
        var limits = new ArrayList<Limits.Row>();
        var calendars = new ArrayList<MarketCalendar>();
        var tests = new ArrayList<RuleTest>();
        YamlDocument.read(file, name, problems)
                .flatMap(top -> top.map("a file of rule tests"))
                .ifPresent(top -> {
                    top.refuseKeysOtherThan(FILE_KEYS);
                    top.get("limits").ifPresent(node -> limits.addAll(limitRows.read(node)));
                    top.get("calendar")
                            .ifPresent(node -> calendars.add(CalendarReader.read(node, catalogue, problems)));
                    tests.addAll(tests(top, problems));
                });
        return new RuleTestFile(name, limits, calendars.stream().findFirst(), tests);
    }

    private List<RuleTest> tests(YamlMap top, Problems problems) {
        var tests = new ArrayList<RuleTest>();
        var places = new HashMap<String, Location>();
        top.require("tests").ifPresent(node -> node.list("tests")
                .forEach(entry -> test(entry, problems).ifPresent(test -> {
                    Location earlier = places.putIfAbsent(test.name(), test.where());
                    if (earlier != null) {
                        entry.problem(
                                "test \"" + test.name() + "\" is also in line " + earlier.line(),
                                "give it a name of its own");
                    }
                    tests.add(test);
                })));
        return tests;
    }

    private Optional<RuleTest> test(YamlNode entry, Problems problems) {
        int before = problems.size();
        Optional<YamlMap> map = entry.map("a test");
        if (map.isEmpty()) {
            return Optional.empty();
        }
        map.get().refuseKeysOtherThan(TEST_KEYS);
        Optional<String> name = map.get().require("name", YamlForm.TEXT);
        WrittenTime start = map.get().get("start", START).orElse(WrittenTime.DEFAULT_START);
        List<InputSeries> series = series(map.get(), start);
        var test = new RuleTest(entry.where(), name.orElse(""), start, series, List.of(), List.of());
        boolean seriesAreSound = problems.size() == before;
        List<AlertCheck> checks = new CheckReader(rules, seriesAreSound ? Optional.of(test) : Optional.empty())
                .read(map.get().get("alert_rule_test"));
        List<AlertRule> quiet = quiet(map.get());
        if (map.get().get("alert_rule_test").isEmpty() && map.get().get("quiet").isEmpty()) {
            map.get().problem("name", "the test expects nothing", "write alert_rule_test, or quiet: [RuleName]");
        }
        return problems.size() > before
                ? Optional.empty()
                : Optional.of(new RuleTest(entry.where(), test.name(), start, series, checks, quiet));
    }

    private List<InputSeries> series(YamlMap test, WrittenTime start) {
        var reader = new InputSeriesReader(catalogue, start);
        var all = new ArrayList<InputSeries>();
        test.require("input_series").ifPresent(node -> {
            List<YamlNode> entries = node.list("series");
            if (node.isList() && entries.isEmpty()) {
                node.problem("input_series is empty", "write at least one series");
            }
            for (YamlNode entry : entries) {
                reader.read(entry).ifPresent(one -> {
                    boolean known = all.stream()
                            .anyMatch(other -> other.kpi().id().equals(one.kpi().id())
                                    && other.labels().equals(one.labels()));
                    if (known) {
                        entry.problem("series " + one.kpi().id() + one.labels() + " is written twice", "keep one");
                    }
                    all.add(one);
                });
            }
        });
        return all;
    }

    private List<AlertRule> quiet(YamlMap test) {
        var quiet = new ArrayList<AlertRule>();
        test.get("quiet").ifPresent(node -> node.list("rules").forEach(entry -> entry.as(YamlForm.TEXT)
                .flatMap(name -> rule(entry, name, rules))
                .ifPresent(quiet::add)));
        return quiet;
    }

    static Optional<AlertRule> rule(YamlNode node, String name, Map<String, AlertRule> rules) {
        AlertRule rule = rules.get(name);
        if (rule == null) {
            node.problem("there is no rule \"" + name + "\"", DidYouMean.sentence(name, rules.keySet()));
        }
        return Optional.ofNullable(rule);
    }
}
