package dev.bellwether.history;

import dev.bellwether.kpi.Kpi;
import dev.bellwether.kpi.MarketCalendar;
import dev.bellwether.kpi.Markets;
import dev.bellwether.kpi.Phase;
import dev.bellwether.kpi.SalesEvent;
import dev.bellwether.kpi.Unit;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads what the series of a KPI are compared with at one instant, and finds what is usual in it. Holidays and sales are
 * left out, and so is all before the newest change after which nothing is as it was.
 */
final class PastTaker {

    /** The scatter of a KPI shows in this many of its series as well as in all. */
    private static final int SERIES_ASKED = 2_000;

    /** How much further back than usual may be looked to find days like others. */
    private static final int TIMES_AS_FAR = 2;

    /** Growth is not believed in over more than this many times four weeks. */
    private static final double MOST_GROWN = 2;

    /** Around the same day of an earlier turn, so that there are enough of them. */
    private static final int DAYS_AROUND = 3;

    private static final int MOST_TURNS = 3;

    private final History history;
    private final Kpi kpi;
    private final Markets markets;
    private final Instant at;
    private final Growth growth;
    private final Map<Integer, List<Alarms.Span>> alarms;
    private final SeriesIndex index;
    private final Place[] places;

    private final double[] values = new double[PastSlots.MOST];
    private final double[] samples = new double[PastSlots.MOST];

    PastTaker(
            History history,
            Kpi kpi,
            Markets markets,
            Instant at,
            Place[] places,
            Growth growth,
            Map<Integer, List<Alarms.Span>> alarms) {
        this.history = history;
        this.kpi = kpi;
        this.markets = markets;
        this.at = at;
        this.growth = growth;
        this.alarms = alarms;
        this.index = history.seriesOf(kpi);
        this.places = places;
    }

    /** @param before how many slots of this kind ago it was */
    private record Slot(Instant at, int before) {}

    private record Known(Samples samples, int before) {}

    Past past() {
        var slots = new HashMap<Place, List<Slot>>();
        var turns = new HashMap<Place, List<Slot>>();
        Set<Instant> wanted = new HashSet<>();
        wanted.add(kpi.previous(at));
        for (Place place : places) {
            slots.computeIfAbsent(place, any -> usable(place)).forEach(slot -> wanted.add(slot.at()));
            turns.computeIfAbsent(place, any -> ofEarlierTurns(place)).forEach(slot -> wanted.add(slot.at()));
            wanted.add(PastSlots.weekBefore(at, kpi, place.zone()));
        }
        Map<Instant, Samples> known = history.read(kpi.id(), wanted);
        var weekBefore = new HashMap<ZoneId, Samples>();
        var same = new HashMap<Place, List<Known>>();
        slots.forEach((place, some) -> {
            List<Known> ofTurns = knownOf(turns.getOrDefault(place, List.of()), known);
            same.put(place, ofTurns.size() >= SeasonalBaseline.FEWEST ? ofTurns : knownOf(some, known));
            Samples week = known.get(PastSlots.weekBefore(at, kpi, place.zone()));
            if (week != null) {
                weekBefore.put(place.zone(), week);
            }
        });
        return new Past(markets, known.get(kpi.previous(at)), weekBefore, norms(same), null, null);
    }

    /** Where unlike days lie among the weeks looked at, the weeks before them take their place. */
    private List<Slot> usable(Place place) {
        int wanted = PastSlots.before(at, kpi, place.zone()).size();
        MarketCalendar calendar = markets.calendar();
        Optional<Instant> change = calendar.lastChange(kpi, place.market(), place.zone(), at);
        var usable = new ArrayList<Slot>();
        int before = 0;
        for (Instant slot : PastSlots.before(at, kpi, place.zone(), TIMES_AS_FAR)) {
            before++;
            boolean isOfOldRegime = change.isPresent() && kpi.previous(slot).isBefore(change.get());
            if (usable.size() < wanted
                    && !isOfOldRegime
                    && !calendar.isSpecial(kpi, place.market(), place.zone(), slot)) {
                usable.add(new Slot(slot, before));
            }
        }
        return usable;
    }

    /**
     * During a sale or feast: the days around the same one of its earlier turns, by the time since it opened, in the same
     * phase. Counts and sums have grown since by nobody knows how much, so they are compared with ordinary days.
     */
    private List<Slot> ofEarlierTurns(Place place) {
        MarketCalendar calendar = markets.calendar();
        Optional<SalesEvent> event = calendar.event(kpi, place.market(), place.zone(), at);
        if (event.isEmpty() || kpi.unit() == Unit.COUNT || kpi.unit() == Unit.USD) {
            return List.of();
        }
        var since = Duration.between(event.get().opensIn(place.zone()), at);
        Optional<Phase> phase = calendar.phase(kpi, place.market(), place.zone(), at);
        var slots = new ArrayList<Slot>();
        calendar.earlierTurns(event.get(), place.zone()).stream()
                .limit(MOST_TURNS)
                .forEach(turn -> {
                    Instant same = turn.opensIn(place.zone()).plus(since);
                    for (int days = -DAYS_AROUND; days <= DAYS_AROUND; days++) {
                        Instant near = same.plus(Duration.ofDays(days))
                                .plus(kpi.grain().length().dividedBy(2));
                        Instant slot = kpi.grain().endAtOrBefore(near, kpi.zone());
                        if (calendar.phase(kpi, place.market(), place.zone(), slot)
                                .equals(phase)) {
                            slots.add(new Slot(slot, 0));
                        }
                    }
                });
        return slots;
    }

    private static List<Known> knownOf(List<Slot> slots, Map<Instant, Samples> known) {
        var some = new ArrayList<Known>();
        for (Slot slot : slots) {
            Samples samples = known.get(slot.at());
            if (samples != null) {
                some.add(new Known(samples, slot.before()));
            }
        }
        return some;
    }

    private Norms norms(Map<Place, List<Known>> slots) {
        var norms = new Norms(places.length, dispersion(slots));
        for (int series = 0; series < places.length; series++) {
            List<Known> same = quiet(series, slots.getOrDefault(places[series], List.of()));
            int count = gather(series, same);
            norms.put(series, values, count, same.size());
        }
        return norms;
    }

    private Dispersion dispersion(Map<Place, List<Known>> slots) {
        var estimate = new Dispersion.Estimate(kpi.unit());
        int step = Math.max(1, places.length / SERIES_ASKED);
        for (int series = 0; series < places.length; series++) {
            // by name, not by number: the order in which series were first seen says nothing
            if (Math.floorMod(index.series(series).labels().hashCode(), step) == 0) {
                int count = gather(series, quiet(series, slots.getOrDefault(places[series], List.of())));
                estimate.add(values, samples, count);
            }
        }
        return estimate.result();
    }

    /**
     * Without the slots in which the series was in alarm, unless too few would be left: what has lasted so long is usual
     * now.
     */
    private List<Known> quiet(int series, List<Known> slots) {
        if (alarms.isEmpty()) {
            return slots;
        }
        List<Alarms.Span> spans = alarms.getOrDefault(series, List.of());
        if (spans.isEmpty()) {
            return slots;
        }
        List<Known> quiet = slots.stream()
                .filter(slot -> !Alarms.anyOf(spans, slot.samples().at()))
                .toList();
        return quiet.size() >= SeasonalBaseline.FEWEST ? quiet : slots;
    }

    /** The past values of a series, raised to what they would be today, and their samples. */
    private int gather(int series, List<Known> slots) {
        double factor = growth.of(series);
        int count = 0;
        for (Known slot : slots) {
            double value = slot.samples().value(series);
            if (Double.isFinite(value)) {
                values[count] =
                        factor == 1 ? value : value * Math.pow(factor, Math.min((slot.before() - 0.5) / 4, MOST_GROWN));
                samples[count++] = slot.samples().sample(series);
            }
        }
        return count;
    }
}
