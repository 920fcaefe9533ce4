package dev.bellwether.catalogue;

import dev.bellwether.kpi.Direction;
import dev.bellwether.kpi.Durations;
import dev.bellwether.kpi.Grain;
import dev.bellwether.kpi.Impact;
import dev.bellwether.kpi.Kpi;
import dev.bellwether.kpi.KpiId;
import dev.bellwether.kpi.Range;
import dev.bellwether.kpi.Seasonality;
import dev.bellwether.kpi.Stage;
import dev.bellwether.kpi.Stakeholder;
import dev.bellwether.kpi.Tier;
import dev.bellwether.kpi.Unit;
import dev.bellwether.problem.Location;
import dev.bellwether.problem.Problems;
import dev.bellwether.yaml.YamlForm;
import dev.bellwether.yaml.YamlMap;
import dev.bellwether.yaml.YamlNode;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads one entry of a KPI file. */
final class KpiReader {

    static final List<String> KEYS = List.of(
            "id",
            "title",
            "description",
            "unit",
            "direction",
            "tier",
            "stage",
            "stakeholder",
            "owner",
            "dimensions",
            "grain",
            "delay",
            "freshness",
            "maturity",
            "min_sample",
            "range",
            "seasonality",
            "expose",
            "windows",
            "drift",
            "impact",
            "zone",
            "source",
            "query",
            "file");

    /** Columns of a source's answer, and labels that Prometheus or the alerts set themselves. */
    private static final Set<String> RESERVED = Set.of(
            "at",
            "value",
            "sample",
            "numerator",
            "denominator",
            "alertname",
            "severity",
            "kpi",
            "owner",
            "alertstate",
            "le");

    /** Keys of a query in parts; beside them stands each dimension's own. */
    private static final List<String> QUERY_KEYS =
            List.of("path", "rows", "at", "value", "numerator", "denominator", "sample");

    /** What lies further back is not kept for sure. */
    private static final Duration LONGEST_WINDOW = Duration.ofDays(56);

    /** Grains for which a reading counts as fresh where the KPI does not say. */
    private static final int FRESH_GRAINS = 3;

    private final YamlMap map;
    private final Problems problems;

    private KpiReader(YamlMap map, Problems problems) {
        this.map = map;
        this.problems = problems;
    }

    /**
     * What one entry gave.
     *
     * @param where its id, or its begin where it has none
     * @param id also of a KPI with a mistake, when it can be read
     * @param kpi nothing when the entry has a mistake, which the problems say
     */
    record Read(Location where, Optional<KpiId> id, Optional<Kpi> kpi) {}

    static Read read(YamlNode entry, Problems problems) {
        int before = problems.size();
        Optional<YamlMap> map = entry.map("a KPI");
        if (map.isEmpty()) {
            return new Read(entry.where(), Optional.empty(), Optional.empty());
        }
        Location where = map.get().get("id").map(YamlNode::where).orElse(entry.where());
        map.get().refuseKeysOtherThan(KEYS);
        Optional<KpiId> id = map.get().require("id", KpiForms.ID);
        var reader = new KpiReader(map.get(), problems);
        return new Read(where, id, reader.kpi(id, before));
    }

    private Optional<Kpi> kpi(Optional<KpiId> id, int problemsBefore) {
        Optional<String> title = map.require("title", YamlForm.TEXT);
        Optional<Unit> unit = map.require("unit", YamlForm.oneOf("a unit", Unit.class));
        Optional<Direction> direction = map.require("direction", YamlForm.oneOf("a direction", Direction.class));
        Optional<Tier> tier = map.require("tier", YamlForm.oneOf("a tier", Tier.class));
        Optional<Stage> stage = map.require("stage", YamlForm.oneOf("a stage", Stage.class));
        Optional<Stakeholder> stakeholder =
                map.require("stakeholder", YamlForm.oneOf("a stakeholder", Stakeholder.class));
        Optional<String> owner = map.require("owner", YamlForm.TEXT);
        Optional<Grain> grain = map.require("grain", KpiForms.GRAIN);
        Optional<String> source = map.require("source", YamlForm.TEXT);
        String description = map.get("description", YamlForm.TEXT).orElse("");
        List<String> dimensions = dimensions();
        Duration delay = map.get("delay", KpiForms.DURATION).orElse(Duration.ZERO);
        Duration freshness = freshness(grain, delay);
        Duration maturity = map.get("maturity", KpiForms.DURATION).orElse(Duration.ZERO);
        double minSample = minSample();
        Range range = range();
        var seasonality = map.get("seasonality", YamlForm.oneOf("a seasonality", Seasonality.class));
        boolean expose = map.get("expose", YamlForm.TRUTH).orElse(false);
        List<String> windows = windows(grain);
        boolean drift = map.get("drift", YamlForm.TRUTH).orElse(false);
        Impact impact =
                map.get("impact").flatMap(node -> ImpactReader.read(node, unit)).orElse(Impact.NOT_SAID);
        ZoneId zone = map.get("zone", KpiForms.ZONE).orElse(ZoneOffset.UTC);
        Optional<String> query = query();
        Map<String, String> parts = parts(dimensions);
        if (problems.size() > problemsBefore) {
            return Optional.empty();
        }
        return Optional.of(new Kpi(
                id.orElseThrow(),
                title.orElseThrow(),
                description,
                unit.orElseThrow(),
                direction.orElseThrow(),
                tier.orElseThrow(),
                stage.orElseThrow(),
                stakeholder.orElseThrow(),
                owner.orElseThrow(),
                dimensions,
                grain.orElseThrow(),
                delay,
                freshness,
                maturity,
                minSample,
                seasonality.orElse(Seasonality.WEEK),
                expose,
                zone,
                source.orElseThrow(),
                query.orElse(""),
                parts,
                range,
                windows,
                drift,
                impact));
    }

    private List<String> windows(Optional<Grain> grain) {
        var names = new ArrayList<String>();
        map.get("windows").ifPresent(node -> node.list("windows").forEach(entry -> {
            Duration length = entry.as(KpiForms.DURATION).orElse(null);
            String name = entry.as(YamlForm.TEXT).orElse("");
            if (length == null) {
                return;
            }
            if (names.contains(name)) {
                entry.problem("window \"" + name + "\" is given twice", "keep one of them");
            } else if (length.compareTo(
                            grain.orElse(Grain.FIVE_MINUTES).length().multipliedBy(2))
                    < 0) {
                entry.problem(
                        "window \"" + name + "\" holds fewer than two readings", "write one of at least two grains");
            } else if (length.compareTo(LONGEST_WINDOW) > 0) {
                entry.problem("window \"" + name + "\" is longer than eight weeks", "write at most 8w");
            } else {
                names.add(name);
            }
        }));
        return names;
    }

    private List<String> dimensions() {
        var names = new ArrayList<String>();
        map.get("dimensions").ifPresent(node -> node.list("dimensions")
                .forEach(entry -> entry.as(KpiForms.DIMENSION).ifPresent(name -> {
                    if (RESERVED.contains(name)) {
                        entry.problem(
                                "dimension \"" + name + "\" has a name that alerts or the columns of answers use",
                                "choose another name, such as \"" + name + "_code\"");
                    } else if (names.contains(name)) {
                        entry.problem("dimension \"" + name + "\" is given twice", "keep one of them");
                    } else {
                        names.add(name);
                    }
                })));
        return names;
    }

    private Duration freshness(Optional<Grain> grain, Duration delay) {
        Optional<Duration> given = map.get("freshness", KpiForms.DURATION);
        Duration freshness = given.orElse(grain.orElse(Grain.WEEK).length().multipliedBy(FRESH_GRAINS));
        if (freshness.compareTo(delay) <= 0) {
            // judged only after the delay, a reading is that old already
            map.problem(
                    given.isPresent() ? "freshness" : "delay",
                    "with delay %s and freshness %s%s every reading would be late"
                            .formatted(
                                    Durations.write(delay),
                                    Durations.write(freshness),
                                    given.isPresent() ? "" : " (3 grains, unless given)"),
                    "write a freshness longer than the delay");
        }
        return freshness;
    }

    private double minSample() {
        double minSample = map.get("min_sample", YamlForm.NUMBER).orElse(0.0);
        if (minSample < 0) {
            map.problem("min_sample", "min_sample is below 0", "write 0 to judge every reading");
        }
        return minSample;
    }

    private Range range() {
        Optional<YamlNode> written = map.get("range");
        if (written.isEmpty()) {
            return Range.ANY;
        }
        List<Double> ends = written.get().list("two numbers").stream()
                .flatMap(end -> end.as(YamlForm.NUMBER).stream())
                .toList();
        if (ends.size() == 2 && ends.get(0) < ends.get(1)) {
            return new Range(ends.get(0), ends.get(1));
        }
        map.problem("range", "range is not two numbers, the least and the most", "write it like [0, 1]");
        return Range.ANY;
    }

    private Optional<String> query() {
        Optional<String> query = map.get("query").filter(node -> !node.isMap()).flatMap(node -> node.as(YamlForm.TEXT));
        Optional<String> file = map.get("file", YamlForm.TEXT);
        boolean hasQuery = map.get("query").isPresent();
        boolean hasFile = map.get("file").isPresent();
        if (hasQuery && hasFile) {
            map.problem(
                    "file", "both query and file are given", "keep query for SQL, or file for a folder of CSV files");
        } else if (!hasQuery && !hasFile) {
            map.problem(
                    "query",
                    "a KPI needs the key \"query\" (or \"file\")",
                    "write the SQL that its source is asked, with :from and :to, or the name of a CSV file");
        }
        return query.or(() -> file);
    }

    /** A query in parts: numerator and denominator in PromQL, or where a JSON answer holds what. */
    private Map<String, String> parts(List<String> dimensions) {
        Optional<YamlMap> written = map.get("query").filter(YamlNode::isMap).flatMap(node -> node.map("a query"));
        if (written.isEmpty()) {
            return Map.of();
        }
        var keys = new ArrayList<>(QUERY_KEYS);
        keys.addAll(dimensions);
        written.get().refuseKeysOtherThan(keys);
        var parts = new HashMap<String, String>();
        for (String key : written.get().entries().keySet()) {
            if (dimensions.contains(key) && QUERY_KEYS.contains(key)) {
                written.get()
                        .problem(key, "dimension \"" + key + "\" is also a key of queries", "rename the dimension");
            }
            written.get().require(key, YamlForm.TEXT).ifPresent(text -> parts.put(key, text));
        }
        if (parts.isEmpty() && written.get().entries().isEmpty()) {
            map.problem("query", "the query is empty", "write value, or numerator and denominator");
        }
        return parts;
    }
}
