package dev.bellwether.ruletest;

import dev.bellwether.kpi.Grain;
import dev.bellwether.kpi.Kpi;
import dev.bellwether.kpi.Labels;
import dev.bellwether.problem.Location;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/**
 * A series as a test writes it.
 *
 * @param first end of the grain that the first of {@code rows} covers
 * @param zone local time of the series, which its season follows
 * @param rows what is judged, a grain each
 * @param season what went before: these rows over and over, so that the first of them lies a period before {@code
 *     first}; empty for a series without a past
 * @param weeks how far back the past reaches
 * @param scatter how far the past lies above the season in every other week, and below it in the others
 */
record InputSeries(
        Location where,
        Kpi kpi,
        Labels labels,
        Instant first,
        ZoneId zone,
        List<Row> rows,
        List<Row> season,
        int weeks,
        double scatter) {

    /** How many grains a week has. */
    static int grainsAWeek(Grain grain) {
        return (int) (Grain.WEEK.length().toSeconds() / grain.length().toSeconds());
    }

    InputSeries {
        rows = List.copyOf(rows);
        season = List.copyOf(season);
    }

    /** In the order of {@link Kpi#dimensions()}. */
    String[] dimensionValues() {
        return kpi.dimensions().stream().map(labels::get).toArray(String[]::new);
    }

    /** End of the last grain written. */
    Instant last() {
        return kpi.grain().shift(first, kpi.zone(), rows.size() - 1);
    }

    /** Grains of the past are counted on the local clock: over a change of clocks, five o'clock stays five o'clock. */
    Row past(Instant at) {
        Duration back = Duration.between(
                at.atZone(zone).toLocalDateTime(), first.atZone(zone).toLocalDateTime());
        long length = kpi.grain().length().toSeconds();
        long grains = Math.floorDiv(back.toSeconds() + length / 2, length);
        Row row = season.get(Math.floorMod(-grains, season.size()));
        if (scatter == 0) {
            return row;
        }
        boolean isOddWeek = Math.floorDiv(grains, grainsAWeek(kpi.grain())) % 2 != 0;
        return row.moved(isOddWeek ? scatter : -scatter);
    }
}
