package dev.bellwether.ruletest;

import dev.bellwether.catalogue.Catalogue;
import dev.bellwether.kpi.Kpi;
import dev.bellwether.kpi.KpiId;
import dev.bellwether.problem.DidYouMean;
import dev.bellwether.yaml.YamlForm;
import dev.bellwether.yaml.YamlMap;
import dev.bellwether.yaml.YamlNode;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Reads one entry of {@code input_series}. */
final class InputSeriesReader {

    private static final List<String> KEYS =
            List.of("series", "values", "numerator", "denominator", "sample", "history");
    private static final List<String> HISTORY_KEYS = List.of("weeks", "like", "sample", "scatter");
    private static final int USUAL_WEEKS = 8;
    private static final int MOST_WEEKS = 60;
    private static final String SERIES_EXAMPLE = "write it like orders_total{market=\"BR\"}";

    private static final YamlForm<Integer> WEEKS = YamlForm.of(
            "a number of weeks",
            text -> Optional.of(Integer.valueOf(text)).filter(weeks -> weeks >= 1 && weeks <= MOST_WEEKS),
            "write a whole number from 1 to " + MOST_WEEKS);

    private final Catalogue catalogue;
    private final WrittenTime start;

    InputSeriesReader(Catalogue catalogue, WrittenTime start) {
        this.catalogue = catalogue;
        this.start = start;
    }

    /** Nothing when the entry has a mistake; the document's problems say which. */
    Optional<InputSeries> read(YamlNode entry) {
        return entry.map("a series").flatMap(map -> {
            map.refuseKeysOtherThan(KEYS);
            Optional<List<Row>> rows = rows(map);
            return map.require("series").flatMap(node -> node.as(YamlForm.TEXT)
                    .flatMap(text -> name(node, text))
                    .flatMap(name -> named(node, name, map, rows)));
        });
    }

    private static Optional<SeriesName> name(YamlNode node, String text) {
        try {
            return Optional.of(SeriesName.parse(text));
        } catch (IllegalArgumentException e) {
            node.problem(String.valueOf(e.getMessage()), SERIES_EXAMPLE);
            return Optional.empty();
        }
    }

    private Optional<InputSeries> named(YamlNode node, SeriesName name, YamlMap map, Optional<List<Row>> rows) {
        Optional<Kpi> found =
                KpiId.FORM.matcher(name.kpi()).matches() ? catalogue.find(new KpiId(name.kpi())) : Optional.empty();
        if (found.isEmpty()) {
            List<String> known =
                    catalogue.kpis().stream().map(kpi -> kpi.id().value()).toList();
            node.problem("there is no KPI \"" + name.kpi() + "\"", DidYouMean.sentence(name.kpi(), known));
            return Optional.empty();
        }
        Kpi kpi = found.get();
        boolean fits = labelsFit(node, name, kpi);
        Optional<Instant> first = first(node, kpi);
        Optional<Past> past = past(map, kpi, rows);
        if (!fits || first.isEmpty() || rows.isEmpty() || past.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new InputSeries(
                node.where(),
                kpi,
                name.asLabels(),
                first.get(),
                catalogue.markets().zoneOf(kpi, name.asLabels()),
                rows.get(),
                past.get().season(),
                past.get().weeks(),
                past.get().scatter()));
    }

    private static boolean labelsFit(YamlNode node, SeriesName name, Kpi kpi) {
        boolean fits = true;
        for (String label : name.labels().keySet()) {
            if (!kpi.dimensions().contains(label)) {
                node.problem(
                        "KPI " + kpi.id() + " has no dimension \"" + label + "\"",
                        DidYouMean.sentence(label, kpi.dimensions()));
                fits = false;
            }
        }
        for (String dimension : kpi.dimensions()) {
            if (fits && !name.labels().containsKey(dimension)) {
                node.problem(
                        "series of " + kpi.id() + " have a label \"" + dimension + "\" too",
                        "add " + dimension + "=\"…\"");
                fits = false;
            }
        }
        return fits;
    }

    private Optional<Instant> first(YamlNode node, Kpi kpi) {
        Instant first = start.in(kpi.zone(), Instant.EPOCH);
        Instant end = kpi.grain().endAtOrBefore(first, kpi.zone());
        if (end.equals(first)) {
            return Optional.of(first);
        }
        node.problem(
                "start %s is not the end of a grain (%s, zone %s) of %s"
                        .formatted(start, kpi.grain(), kpi.zone(), kpi.id()),
                "write start: " + end.atZone(kpi.zone()).toOffsetDateTime());
        return Optional.empty();
    }

    private static Optional<List<Row>> rows(YamlMap map) {
        boolean isRatio =
                map.get("numerator").isPresent() || map.get("denominator").isPresent();
        if (!isRatio) {
            return valueRows(map);
        }
        for (String other : List.of("values", "sample")) {
            if (map.get(other).isPresent()) {
                map.problem(
                        other,
                        other + " cannot stand beside numerator and denominator",
                        "keep either values (and sample), or numerator and denominator");
            }
        }
        Optional<double[]> numerator = map.require("numerator").flatMap(InputSeriesReader::numbers);
        Optional<double[]> denominator = map.require("denominator").flatMap(InputSeriesReader::numbers);
        if (numerator.isEmpty() || denominator.isEmpty() || isBelowZero(map, "denominator", denominator.get())) {
            return Optional.empty();
        }
        return fitted(map, "denominator", denominator.get(), numerator.get())
                .map(below -> IntStream.range(0, below.length)
                        .mapToObj(i -> ratio(numerator.get()[i], below[i]))
                        .toList());
    }

    private static Row ratio(double numerator, double denominator) {
        return Double.isNaN(numerator) ? Row.NONE : Row.ofRatio(numerator, denominator);
    }

    private static Optional<List<Row>> valueRows(YamlMap map) {
        Optional<double[]> values = map.require("values").flatMap(InputSeriesReader::numbers);
        Optional<YamlNode> sample = map.get("sample");
        Optional<double[]> samples =
                sample.isEmpty() ? Optional.of(new double[] {Double.NaN}) : sample.flatMap(InputSeriesReader::numbers);
        if (values.isEmpty() || samples.isEmpty() || isBelowZero(map, "sample", samples.get())) {
            return Optional.empty();
        }
        return fitted(map, "sample", samples.get(), values.get()).map(behind -> IntStream.range(0, behind.length)
                .mapToObj(i -> Row.ofValue(values.get()[i], behind[i]))
                .toList());
    }

    private static boolean isBelowZero(YamlMap map, String key, double[] numbers) {
        boolean isBelow = Arrays.stream(numbers).anyMatch(number -> number < 0);
        if (isBelow) {
            map.problem(key, key + " is below 0", "it counts something; write 0 or more");
        }
        return isBelow;
    }

    /** One number stands for all. */
    private static Optional<double[]> fitted(YamlMap map, String key, double[] numbers, double[] others) {
        if (numbers.length == others.length) {
            return Optional.of(numbers);
        }
        if (numbers.length == 1) {
            return Optional.of(
                    DoubleStream.generate(() -> numbers[0]).limit(others.length).toArray());
        }
        map.problem(
                key,
                "%s has %d values where %d are needed".formatted(key, numbers.length, others.length),
                "write one number for all, or as many; 5x3 is four of them");
        return Optional.empty();
    }

    /** @param season empty for none */
    private record Past(List<Row> season, int weeks, double scatter) {}

    private static Optional<Past> past(YamlMap map, Kpi kpi, Optional<List<Row>> rows) {
        Optional<YamlNode> history = map.get("history");
        if (history.isEmpty()) {
            return Optional.of(new Past(List.of(), 0, 0));
        }
        boolean isRatio = map.get("numerator").isPresent();
        if (!history.get().isMap()) {
            return season(history.get(), Optional.empty(), kpi, rows, isRatio)
                    .map(season -> new Past(season, USUAL_WEEKS, 0));
        }
        Optional<YamlMap> keys = history.get().map("a history");
        keys.get().refuseKeysOtherThan(HISTORY_KEYS);
        Optional<Integer> weeks = keys.get().get("weeks").isEmpty()
                ? Optional.of(USUAL_WEEKS)
                : keys.get().get("weeks", WEEKS);
        Optional<Double> sample = keys.get().get("sample", YamlForm.NUMBER);
        if (sample.isPresent() && sample.get() < 0) {
            keys.get().problem("sample", "sample is below 0", "it counts something; write 0 or more");
            return Optional.empty();
        }
        double scatter = keys.get().get("scatter", YamlForm.NUMBER).orElse(0.0);
        if (!(scatter >= 0)) {
            keys.get().problem("scatter", "scatter is below 0", "it is a distance; write 0 or more");
            return Optional.empty();
        }
        return keys.get()
                .require("like")
                .flatMap(like -> season(like, sample, kpi, rows, isRatio))
                .flatMap(season -> weeks.map(count -> new Past(season, count, scatter)));
    }

    private static Optional<List<Row>> season(
            YamlNode like, Optional<Double> sample, Kpi kpi, Optional<List<Row>> rows, boolean isRatio) {
        Optional<double[]> values = numbers(like);
        if (values.isEmpty() || rows.isEmpty()) {
            return Optional.empty();
        }
        int grains = InputSeries.grainsAWeek(kpi.grain());
        if (grains % values.get().length != 0) {
            like.problem(
                    "%s has %d values, which do not make up a week of %d grains of %s"
                            .formatted(like.name(), values.get().length, grains, kpi.grain()),
                    "write " + divisors(grains) + " values; 5x3 is four of them");
            return Optional.empty();
        }
        double behind = sample.orElseGet(() -> firstSample(rows.get()));
        return Optional.of(Arrays.stream(values.get())
                .mapToObj(value -> isRatio ? Row.ofRatio(value * behind, behind) : Row.ofValue(value, behind))
                .map(row -> Double.isNaN(row.value()) && Double.isNaN(row.numerator()) ? Row.NONE : row)
                .toList());
    }

    private static double firstSample(List<Row> rows) {
        return rows.stream()
                .mapToDouble(row -> Double.isNaN(row.denominator()) ? row.sample() : row.denominator())
                .filter(Double::isFinite)
                .findFirst()
                .orElse(Double.NaN);
    }

    private static String divisors(int grains) {
        return YamlForm.enumerated(IntStream.rangeClosed(1, grains)
                        .filter(count -> grains % count == 0 && (count <= 7 || count * 7 % grains == 0))
                        .mapToObj(Integer::toString)
                        .toList())
                .replace(" and ", " or ");
    }

    private static Optional<double[]> numbers(YamlNode node) {
        return node.as(YamlForm.of("a row of values", Optional::of, "write it like " + SeriesNotation.examples()))
                .flatMap(text -> {
                    try {
                        return Optional.of(SeriesNotation.parse(text));
                    } catch (IllegalArgumentException e) {
                        node.problem(
                                "in " + node.name() + ", " + e.getMessage(),
                                "write it like " + SeriesNotation.examples());
                        return Optional.empty();
                    }
                });
    }
}
