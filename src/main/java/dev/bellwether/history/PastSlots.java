package dev.bellwether.history;

import dev.bellwether.kpi.Durations;
import dev.bellwether.kpi.Grain;
import dev.bellwether.kpi.Kpi;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;

/**
 * Which past grains a reading is compared with.
 *
 * <p>Slots are local: five o'clock in Madrid is compared with five o'clock in Madrid, also over a change to summer
 * time, though the instants then lie an hour off. Where that is no grain end (long grains, zones that move by half an hour) the
 * nearest one is taken.
 */
public final class PastSlots {

    /** How many past weeks a weekly season looks back. */
    public static final int WEEKS = 8;

    /** How many past days a daily season looks back. */
    public static final int DAYS = 14;

    /** How many past grains are looked at where there is no season. */
    public static final int GRAINS = 24;

    /** How many slots are compared with at most. */
    static final int MOST = Math.max(WEEKS, Math.max(DAYS, GRAINS));

    private PastSlots() {}

    /** The grain ends to compare {@code at} with, newest first. */
    public static List<Instant> before(Instant at, Kpi kpi, ZoneId zone) {
        return before(at, kpi, zone, 1);
    }

    /** As above, looking {@code times} as far back where there is a weekly season. */
    static List<Instant> before(Instant at, Kpi kpi, ZoneId zone, int times) {
        var slots = new ArrayList<Instant>();
        switch (kpi.seasonality()) {
            case WEEK -> {
                for (int week = 1; week <= WEEKS * times; week++) {
                    slots.add(daysBefore(at, 7 * week, kpi, zone));
                }
            }
            case DAY -> {
                if (isDayOrLonger(kpi.grain())) {
                    addGrains(slots, at, kpi);
                } else {
                    for (int day = 1; day <= DAYS; day++) {
                        slots.add(daysBefore(at, day, kpi, zone));
                    }
                }
            }
            case NONE -> addGrains(slots, at, kpi);
        }
        return slots;
    }

    /** The same local time a week before. */
    public static Instant weekBefore(Instant at, Kpi kpi, ZoneId zone) {
        return daysBefore(at, 7, kpi, zone);
    }

    /** The oldest grain end that any comparison with {@code at} can touch. */
    public static Instant oldest(Instant at, Kpi kpi) {
        Instant oldest = oldestCompared(at, kpi);
        if (kpi.drift()) {
            oldest = oldestCompared(kpi.grain().shift(at, kpi.zone(), -Drift.GRAINS), kpi);
        }
        for (String window : kpi.windows()) {
            Instant begin = at.minus(Durations.parse(window).orElseThrow());
            oldest = begin.isBefore(oldest) ? kpi.grain().endAtOrBefore(begin, kpi.zone()) : oldest;
        }
        return oldest;
    }

    private static Instant oldestCompared(Instant at, Kpi kpi) {
        List<Instant> slots = before(at, kpi, kpi.zone());
        Instant week = weekBefore(at, kpi, kpi.zone());
        Instant last = slots.get(slots.size() - 1);
        // other markets' clocks may have changed in between, so a day more
        return kpi.grain().shift(last.isBefore(week) ? last : week, kpi.zone(), -(grainsADay(kpi.grain()) + 1));
    }

    private static void addGrains(List<Instant> slots, Instant at, Kpi kpi) {
        for (int grain = 1; grain <= GRAINS; grain++) {
            slots.add(kpi.grain().shift(at, kpi.zone(), -grain));
        }
    }

    /** The grain end of the same local time some days before; for weeks, of whole weeks. */
    static Instant daysBefore(Instant at, int days, Kpi kpi, ZoneId zone) {
        if (kpi.grain() == Grain.WEEK) {
            return kpi.grain().shift(at, kpi.zone(), -days / 7);
        }
        if (kpi.grain() == Grain.DAY) {
            return kpi.grain().shift(at, kpi.zone(), -days);
        }
        ZonedDateTime local = at.atZone(zone).minusDays(days);
        Instant halfAGrainLater = local.toInstant().plus(kpi.grain().length().dividedBy(2));
        return kpi.grain().endAtOrBefore(halfAGrainLater, kpi.zone());
    }

    private static boolean isDayOrLonger(Grain grain) {
        return grain == Grain.DAY || grain == Grain.WEEK;
    }

    private static int grainsADay(Grain grain) {
        return (int) Math.max(1, Grain.DAY.length().dividedBy(grain.length()));
    }
}
