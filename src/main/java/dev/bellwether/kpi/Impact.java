package dev.bellwether.kpi;

/**
 * What a KPI's figures stand for, so that people can be told how much is at stake when they move.
 *
 * @param counts what is counted, in the plural: {@code orders}, {@code parcels}; of a ratio what its sample counts, of a
 *     count what its value counts, of an amount of money what it is the mean of; empty where nobody said
 * @param usdEach what one of them is worth in US dollars; {@code NaN} where nobody said
 * @param additive whether readings of successive grains may be summed, none covering what another one did: an additive
 *     measure, as dimensional modelling calls it
 */
public record Impact(String counts, double usdEach, boolean additive) {

    public static final Impact NOT_SAID = new Impact("", Double.NaN, false);
}
