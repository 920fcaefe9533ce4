package dev.bellwether.history;

import dev.bellwether.kpi.Kpi;
import dev.bellwether.kpi.KpiId;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/**
 * The samples of all KPIs, kept by column: one row for each KPI, instant and block of 512 series.
 *
 * <p>One thread at a time appends to a KPI; reading is free to all.
 */
public interface History {

    /** The series of the KPI as known so far; one index for each KPI, loaded at first use and shared. */
    SeriesIndex seriesOf(Kpi kpi);

    /** Loads the series of each KPI anew at their next use: another instance may have appended to them. */
    void forget();

    /**
     * Keeps the samples, and the series of the KPI's index that are new, in one transaction. Idempotent by KPI, series
     * and instant: the same figures again change nothing, other figures take the place of the old ones and raise the
     * block's revision, series that are not in {@code samples} keep what they have. Instants are kept to the
     * microsecond.
     *
     * @throws IllegalArgumentException when a sample's series is not of the KPI's index
     */
    void append(Kpi kpi, Collection<Samples> samples);

    /** The samples at these instants, to be read only; an instant of which nothing is known is absent. */
    Map<Instant, Samples> read(KpiId kpi, Collection<Instant> instants);

    /** The newest instant that has samples. */
    Optional<Instant> newest(KpiId kpi);

    /** The oldest instant that has samples. */
    Optional<Instant> oldest(KpiId kpi);

    /** Drops samples older than {@code before}; series keep their numbers. */
    void dropBefore(Instant before);
}
