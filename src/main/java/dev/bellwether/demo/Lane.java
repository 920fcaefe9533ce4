package dev.bellwether.demo;

import dev.bellwether.demo.Marketplace.Carrier;
import dev.bellwether.demo.Marketplace.Market;
import java.time.Duration;
import java.time.Instant;

/**
 * One carrier's way to one market. Transit times follow a Weibull distribution, hazard rising with age, of which one
 * parcel in twenty exceeds the promise: S(age) = exp(−3 (age ÷ promised)^k). What an outage holds back stays on its way
 * and is delivered later, at the usual hazard of its age.
 */
record Lane(World world, Market market, Carrier carrier, int number) {

    private static final double SHAPE = 3.5;
    private static final double CUMULATIVE_HAZARD_AT_PROMISE = 3;
    private static final Duration STEP = Duration.ofHours(6);
    private static final double STEP_DAYS = 0.25;

    /** Parcels handed to the carrier in a day. */
    static double parcelsPerDay(World world, Market market, Carrier carrier, Instant at) {
        return market.ordersPerHour() * 24 * carrier.share() * world.script().growth(market, at);
    }

    int promisedDays() {
        return carrier.promisedDaysTo(market);
    }

    /** The hazard of arriving between two ages in days, in usual conditions. */
    double hazard(double fromAge, double toAge) {
        return cumulativeHazard(toAge) - cumulativeHazard(fromAge);
    }

    private double cumulativeHazard(double age) {
        return CUMULATIVE_HAZARD_AT_PROMISE * Math.pow(Math.max(0, age) / promisedDays(), SHAPE);
    }

    /** How many parcels of this age in days are to be expected on their way. */
    double onTheirWay(int age, Instant at) {
        double middle = age + 0.5;
        double survived = Math.exp(heldBack(middle, at) - cumulativeHazard(middle));
        return parcelsPerDay(world, market, carrier, at) * survived;
    }

    /** The chance that a parcel whose promised day is now came in time. */
    double inTime(Instant at) {
        return 1 - Math.exp(heldBack(promisedDays(), at) - cumulativeHazard(promisedDays()));
    }

    /** The hazard that parcels of this age were spared by outages since they set out. */
    private double heldBack(double age, Instant at) {
        if (!touchedByOutage(at, age)) {
            return 0;
        }
        double spared = 0;
        Instant then = at;
        for (double ageThen = age; ageThen > 0; ageThen -= STEP_DAYS) {
            double delivering = world.script().delivering(carrier.id(), market, then);
            spared += (1 - delivering) * hazard(ageThen - STEP_DAYS, ageThen);
            then = then.minus(STEP);
        }
        return spared;
    }

    private boolean touchedByOutage(Instant at, double age) {
        Instant setOut = at.minus(Duration.ofHours((long) Math.ceil(age * 24)));
        return world.script().hasOutage(carrier.id(), market, setOut, at);
    }
}
