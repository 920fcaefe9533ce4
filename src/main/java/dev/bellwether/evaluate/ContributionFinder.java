package dev.bellwether.evaluate;

import dev.bellwether.contribution.Breakdown;
import dev.bellwether.contribution.Contribution;
import dev.bellwether.contribution.Contribution.Verdict;
import dev.bellwether.contribution.Contribution.Whole;
import dev.bellwether.contribution.Form;
import dev.bellwether.contribution.Segment;
import dev.bellwether.history.History;
import dev.bellwether.history.PastSlots;
import dev.bellwether.history.Samples;
import dev.bellwether.history.SeasonalBaseline;
import dev.bellwether.history.Series;
import dev.bellwether.history.SeriesIndex;
import dev.bellwether.kpi.Kpi;
import dev.bellwether.kpi.Labels;
import dev.bellwether.kpi.Markets;
import dev.bellwether.kpi.Unit;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Finds where a change of a KPI comes from, over the series that share some labels. Each segment is put together from
 * its series, now and in every past slot, and its past then gives what was to be expected of it, as for a series. So
 * what is expected of the segments need not add up to what is expected of the whole; shares are of the segments' own sum.
 *
 * <p>A segment without a reading, where others have one, counted for nothing: a carrier that no longer appears has lost all.
 */
public final class ContributionFinder {

    /** Figures named so cannot be put together, though their unit can be added. */
    private static final Pattern STATISTIC = Pattern.compile(".*_(p\\d+|mean|median|min|max)_.*");

    private final History history;

    public ContributionFinder(History history) {
        this.history = history;
    }

    /**
     * Where the change at a grain comes from.
     *
     * @param labels some of the KPI's labels; the other dimensions are asked
     * @param at the newest grain that ended by then
     * @return empty when no such series has a reading at that grain
     */
    public Optional<Contribution> find(Kpi kpi, Markets markets, Labels labels, Instant at) {
        Instant end = kpi.grain().endAtOrBefore(at, kpi.zone());
        var table = new Table(kpi, markets, end, members(kpi, labels));
        if (!table.hasReading()) {
            return Optional.empty();
        }
        return Optional.of(contribution(kpi, labels, end, table));
    }

    private static Contribution contribution(Kpi kpi, Labels labels, Instant end, Table table) {
        List<String> open = kpi.dimensions().stream()
                .filter(dimension -> !labels.names().contains(dimension))
                .toList();
        Optional<Form> form = table.form();
        if (form.isEmpty()) {
            return Contribution.none(
                    new Whole(kpi.id(), labels, end, Double.NaN, Double.NaN, Double.NaN), Verdict.NO_SUM);
        }
        Line all = table.whole(form.get());
        var whole = new Whole(kpi.id(), labels, end, all.valueNow(), all.expectedValue(), all.z());
        if (!table.hasPast()) {
            return Contribution.none(whole, Verdict.NO_PAST);
        }
        if (open.isEmpty()) {
            return Contribution.none(whole, Verdict.NO_DIMENSION);
        }
        return Contribution.of(
                whole,
                open.stream()
                        .map(dimension -> table.breakdown(dimension, form.get()))
                        .toList());
    }

    private List<Series> members(Kpi kpi, Labels labels) {
        SeriesIndex index = history.seriesOf(kpi);
        List<Series> members = new ArrayList<>();
        for (int number = 0; number < index.size(); number++) {
            Series series = index.series(number);
            if (labels.isIn(series.labels())
                    && kpi.dimensions().containsAll(series.labels().names())) {
                members.add(series);
            }
        }
        return members;
    }

    /** The readings of some series, now and in each past slot. */
    private final class Table {

        private final Kpi kpi;
        private final Markets markets;
        private final Instant end;
        private final Map<Instant, Samples> known;
        private final Map<ZoneId, List<Instant>> slots = new HashMap<>();
        private final List<Series> members;
        private final List<Integer> knownSlots;

        Table(Kpi kpi, Markets markets, Instant end, List<Series> all) {
            this.kpi = kpi;
            this.markets = markets;
            this.end = end;
            Set<Instant> wanted = new HashSet<>(Set.of(end));
            all.forEach(series -> wanted.addAll(slots(series)));
            this.known = history.read(kpi.id(), wanted);
            this.members = all.stream().filter(this::isOfToday).toList();
            this.knownSlots = knownSlots();
        }

        /** Local time: the k-th slot of a market is another instant than that of its neighbour. */
        private List<Instant> slots(Series series) {
            return slots.computeIfAbsent(
                    markets.zoneOf(kpi, series.labels()), zone -> PastSlots.before(end, kpi, zone));
        }

        /** A series of the time when the KPI had fewer dimensions would count everything twice. */
        private boolean isOfToday(Series series) {
            return series.labels().size() == kpi.dimensions().size() || has(end, series);
        }

        private List<Integer> knownSlots() {
            List<Integer> found = new ArrayList<>();
            int count = members.isEmpty() ? 0 : slots(members.get(0)).size();
            for (int slot = 0; slot < count; slot++) {
                int one = slot;
                if (members.stream().anyMatch(series -> has(slots(series).get(one), series))) {
                    found.add(slot);
                }
            }
            return found;
        }

        private boolean has(Instant instant, Series series) {
            Samples samples = known.get(instant);
            return samples != null && samples.has(series.number());
        }

        boolean hasReading() {
            return members.stream().anyMatch(series -> has(end, series));
        }

        boolean hasPast() {
            return knownSlots.size() >= SeasonalBaseline.FEWEST;
        }

        /** Empty when the readings cannot be put together. */
        Optional<Form> form() {
            Samples now = known.get(end);
            boolean isRatio =
                    now != null && members.stream().anyMatch(series -> !Double.isNaN(now.denominator(series.number())));
            if (isRatio) {
                return Optional.of(Form.RATIO);
            }
            boolean addsUp = kpi.unit() == Unit.COUNT || kpi.unit() == Unit.USD;
            boolean isStatistic = STATISTIC.matcher(kpi.id().value()).matches();
            return addsUp && !isStatistic ? Optional.of(Form.SUM) : Optional.empty();
        }

        Line whole(Form form) {
            return line(form, members);
        }

        Breakdown breakdown(String dimension, Form form) {
            Map<String, List<Series>> byValue = new TreeMap<>();
            for (Series series : members) {
                byValue.computeIfAbsent(series.labels().get(dimension), value -> new ArrayList<>())
                        .add(series);
            }
            List<Segment> segments = new ArrayList<>();
            byValue.forEach((value, some) -> segments.add(line(form, some).segment(value)));
            return new Breakdown(dimension, form, segments);
        }

        private Line line(Form form, List<Series> some) {
            var line = new Line(form, kpi.unit(), knownSlots.size());
            for (Series series : some) {
                line.addNow(known.get(end), series.number());
                for (int i = 0; i < knownSlots.size(); i++) {
                    Instant instant = slots(series).get(knownSlots.get(i));
                    line.addPast(i, known.get(instant), series.number());
                }
            }
            return line;
        }
    }
}
