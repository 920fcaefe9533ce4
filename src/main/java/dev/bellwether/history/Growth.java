package dev.bellwether.history;

import dev.bellwether.kpi.Grain;
import dev.bellwether.kpi.Kpi;
import dev.bellwether.kpi.MarketCalendar;
import dev.bellwether.kpi.Seasonality;
import dev.bellwether.kpi.Unit;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * By how much the counts and sums of each series grow in four weeks, so that an emerging market is not always found
 * high: the last 28 days over the 28 before, day by day of the same weekday, a few hours of each.
 *
 * <pre>
 * growth = (A/B) ^ max(0, 1 − s²/ln²(A/B)),  s² = 1/A + 1/B for counts,  between 1/{@value #MOST} and {@value #MOST}
 * </pre>
 *
 * <p>The exponent draws what may be chance to one, as James and Stein's estimate does. Ratios and durations do not grow.
 * A past value of {@code i} weeks ago is raised by {@code growth^((i−½)/4)}, which on average of eight weeks is once the
 * growth.
 *
 * <p>It is taken anew each day, and its days end before the day of the reading; so it is the same however often a day is
 * judged.
 */
final class Growth {

    /** How much growth is believed in at most. */
    static final double MOST = 1.3;

    /** Nothing grows. */
    static final Growth NONE = new Growth(new double[0]);

    private static final int DAYS = 28;
    private static final int FEWEST_DAYS = 14;
    private static final int HOURS_APART = 6;

    private final double[] bySeries;

    private Growth(double[] bySeries) {
        this.bySeries = bySeries;
    }

    /** The factor of four weeks. */
    double of(int series) {
        return series < bySeries.length ? bySeries[series] : 1;
    }

    static boolean concerns(Kpi kpi) {
        boolean adds = kpi.unit() == Unit.COUNT || kpi.unit() == Unit.USD;
        return adds && kpi.seasonality() == Seasonality.WEEK && kpi.grain() != Grain.WEEK;
    }

    /** The first instant of the day of {@code at}; what came before tells the growth. */
    static Instant dayOf(Instant at, Kpi kpi) {
        return Grain.DAY.endAtOrBefore(at, kpi.zone());
    }

    /** @param places of the series, by number */
    static Growth before(
            Instant day,
            Kpi kpi,
            MarketCalendar calendar,
            History history,
            Place[] places,
            Map<Integer, List<Alarms.Span>> alarms) {
        List<Place> all = Arrays.stream(places).distinct().toList();
        int[] placeOf = new int[places.length];
        Arrays.setAll(placeOf, series -> all.indexOf(places[series]));
        var sums = new Sums(placeOf, alarms);
        int readingsADay = 0;
        for (int daysBefore = 1; daysBefore <= DAYS; daysBefore++) {
            List<Instant> readings = readings(day, daysBefore, kpi);
            readingsADay = Math.max(readingsADay, readings.size());
            Map<Instant, List<Optional<Instant>>> partners = new LinkedHashMap<>();
            Set<Instant> wanted = new HashSet<>(readings);
            for (Instant newer : readings) {
                List<Optional<Instant>> older = all.stream()
                        .map(place -> partner(newer, day, kpi, calendar, place))
                        .toList();
                older.forEach(partner -> partner.ifPresent(wanted::add));
                partners.put(newer, older);
            }
            Map<Instant, Samples> known = history.read(kpi.id(), wanted);
            partners.forEach((newer, older) -> sums.add(known, newer, older));
        }
        return new Growth(sums.growths(FEWEST_DAYS * readingsADay, kpi.unit()));
    }

    /** The same local time of the same weekday 28 days before, unless one of the two days is unlike others. */
    private static Optional<Instant> partner(
            Instant newer, Instant day, Kpi kpi, MarketCalendar calendar, Place place) {
        Instant older = PastSlots.daysBefore(newer, DAYS, kpi, place.zone());
        boolean isUnlike = calendar.isSpecial(kpi, place.market(), place.zone(), newer)
                || calendar.isSpecial(kpi, place.market(), place.zone(), older)
                || calendar.lastChange(kpi, place.market(), place.zone(), day)
                        .filter(change -> kpi.previous(older).isBefore(change))
                        .isPresent();
        return isUnlike ? Optional.empty() : Optional.of(older);
    }

    /** What has been added up so far. */
    private static final class Sums {

        private final int[] placeOf;
        private final Map<Integer, List<Alarms.Span>> alarms;
        private final double[] newer;
        private final double[] older;
        private final int[] pairs;

        Sums(int[] placeOf, Map<Integer, List<Alarms.Span>> alarms) {
            this.placeOf = placeOf;
            this.alarms = alarms;
            newer = new double[placeOf.length];
            older = new double[placeOf.length];
            pairs = new int[placeOf.length];
        }

        /** @param olderAt by place */
        void add(Map<Instant, Samples> known, Instant newerAt, List<Optional<Instant>> olderAt) {
            Samples now = known.get(newerAt);
            if (now == null) {
                return;
            }
            @Nullable Samples[] thens = new Samples[olderAt.size()];
            Arrays.setAll(
                    thens,
                    place -> olderAt.get(place).isPresent()
                            ? known.get(olderAt.get(place).get())
                            : null);
            for (int series = 0; series < placeOf.length; series++) {
                Samples then = thens[placeOf[series]];
                double left = now.value(series);
                double right = then == null ? Double.NaN : then.value(series);
                if (then != null && Double.isFinite(left) && Double.isFinite(right) && isQuiet(series, now, then)) {
                    newer[series] += left;
                    older[series] += right;
                    pairs[series]++;
                }
            }
        }

        private boolean isQuiet(int series, Samples now, Samples then) {
            List<Alarms.Span> spans = alarms.isEmpty() ? List.of() : alarms.getOrDefault(series, List.of());
            return !Alarms.anyOf(spans, now.at()) && !Alarms.anyOf(spans, then.at());
        }

        double[] growths(int fewestPairs, Unit unit) {
            double[] growths = new double[placeOf.length];
            Arrays.setAll(
                    growths,
                    series -> pairs[series] >= fewestPairs && newer[series] > 0 && older[series] > 0
                            ? growth(newer[series], older[series], unit)
                            : 1);
            return growths;
        }
    }

    private static double growth(double newer, double older, Unit unit) {
        double log = Math.log(newer / older);
        double chance = unit == Unit.COUNT ? 1 / newer + 1 / older : 0;
        double believed = log * log > chance ? 1 - chance / (log * log) : 0;
        return Math.min(Math.max(Math.exp(log * believed), 1 / MOST), MOST);
    }

    private static List<Instant> readings(Instant day, int daysBefore, Kpi kpi) {
        ZoneId zone = kpi.zone();
        ZonedDateTime midnight = day.atZone(zone).minusDays(daysBefore);
        if (kpi.grain() == Grain.DAY) {
            return List.of(Grain.DAY.endAtOrBefore(midnight.toInstant(), zone));
        }
        var ends = new ArrayList<Instant>();
        for (int hour = 0; hour < 24; hour += HOURS_APART) {
            ends.add(kpi.grain().endAtOrBefore(midnight.plusHours(hour).toInstant(), zone));
        }
        return ends;
    }
}
