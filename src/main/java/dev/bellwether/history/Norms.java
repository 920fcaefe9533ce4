package dev.bellwether.history;

import dev.bellwether.history.Snapshot.Reading;

/**
 * What is usual at one instant, for every series of a KPI by its number: all of a baseline that is known before the
 * reading itself.
 */
final class Norms {

    private final Dispersion dispersion;
    private final double[] expected;
    private final double[] spread;
    private final byte[] weeks;
    private final byte[] slots;

    Norms(int size, Dispersion dispersion) {
        this.dispersion = dispersion;
        expected = new double[size];
        spread = new double[size];
        weeks = new byte[size];
        slots = new byte[size];
    }

    /** @param of how many slots a reading could have been in */
    void put(int series, double[] past, int count, int of) {
        weeks[series] = (byte) count;
        slots[series] = (byte) of;
        if (count >= SeasonalBaseline.FEWEST) {
            var centre = SeasonalBaseline.Centre.of(past, count, dispersion.law());
            expected[series] = centre.expected();
            spread[series] = centre.spread();
        }
    }

    Dispersion dispersion() {
        return dispersion;
    }

    Baseline baseline(int series, Reading reading) {
        return series < expected.length
                ? SeasonalBaseline.of(expected[series], spread[series], weeks[series], dispersion, reading)
                : Baseline.NONE; // first seen just now
    }

    /** How many past readings the series has. */
    int weeks(int series) {
        return series < weeks.length ? weeks[series] : 0;
    }

    /** How many it could have. */
    int slots(int series) {
        return series < slots.length ? slots[series] : 0;
    }
}
