package dev.bellwether.demo;

import dev.bellwether.demo.Marketplace.Market;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneOffset;

/**
 * How busy a market is at an instant, by its local clock: consumers in the evening, small merchants in office hours on
 * working days, parcels delivered by day and less at the weekend. Each has a mean of about 1 over a week.
 */
final class Season {

    private static final double[] CONSUMERS = {
        0.60, 0.42, 0.34, 0.30, 0.30, 0.34, 0.45, 0.62, 0.80, 0.95, 1.05, 1.12,
        1.18, 1.15, 1.10, 1.08, 1.12, 1.22, 1.38, 1.58, 1.72, 1.68, 1.40, 0.95
    };
    private static final double[] MERCHANTS = {
        0.30, 0.26, 0.25, 0.25, 0.26, 0.30, 0.40, 0.75, 1.50, 2.10, 2.30, 2.20,
        1.80, 1.85, 2.10, 2.00, 1.80, 1.40, 0.95, 0.75, 0.65, 0.55, 0.45, 0.36
    };
    private static final double[] DELIVERIES = {
        0.10, 0.06, 0.05, 0.05, 0.06, 0.15, 0.40, 0.90, 1.50, 1.90, 2.05, 2.05,
        1.95, 1.90, 1.90, 1.85, 1.75, 1.55, 1.25, 0.95, 0.65, 0.45, 0.30, 0.18
    };
    private static final double SECONDS_PER_HOUR = 3_600;
    private static final long DAY = 86_400;
    private static final long CHINA_SECONDS = 8 * 3_600;

    private Season() {}

    static double of(Segment segment, Market market, Instant at) {
        boolean weekend = isWeekend(market, at);
        return segment == Segment.CONSUMER
                ? profile(CONSUMERS, market, at) * (weekend ? 1.10 : 0.96)
                : profile(MERCHANTS, market, at) * (weekend ? 0.35 : 1.26);
    }

    /** Both segments together, as they make up the market's orders. */
    static double of(Market market, Instant at) {
        return Segment.CONSUMER.shareIn(market) * of(Segment.CONSUMER, market, at)
                + Segment.SMALL_MERCHANT.shareIn(market) * of(Segment.SMALL_MERCHANT, market, at);
    }

    static double ofDeliveries(Market market, Instant at) {
        return profile(DELIVERIES, market, at) * (isWeekend(market, at) ? 0.82 : 1.07);
    }

    /** Sellers rest a little on Sundays. */
    static double ofSellers(Instant at) {
        return at.atOffset(ZoneOffset.ofHours(8)).getDayOfWeek() == DayOfWeek.SUNDAY ? 0.85 : 1;
    }

    private static boolean isWeekend(Market market, Instant at) {
        return market.weekend().contains(DayOfWeek.of(1 + (int) Math.floorMod(localSecond(market, at) / DAY + 3, 7)));
    }

    /** Those who sell work by the clock of China. */
    static double ofListing(Instant at) {
        return profile(MERCHANTS, at.getEpochSecond() + CHINA_SECONDS) * ofSellers(at);
    }

    private static double profile(double[] byHour, Market market, Instant at) {
        return profile(byHour, localSecond(market, at));
    }

    /** Straight lines between the hours, so that grains of any length and zones on the half hour fit. */
    private static double profile(double[] byHour, long localSecond) {
        double hour = Math.floorMod(localSecond, DAY) / SECONDS_PER_HOUR;
        int whole = (int) hour;
        double part = hour - whole;
        return byHour[whole] * (1 - part) + byHour[(whole + 1) % byHour.length] * part;
    }

    /** Seconds of the local clock since 1970-01-01, a Thursday; calendar objects are too slow for a million calls. */
    private static long localSecond(Market market, Instant at) {
        return at.getEpochSecond() + market.zone().getRules().getOffset(at).getTotalSeconds();
    }
}
