package dev.bellwether.source;

import dev.bellwether.kpi.Kpi;
import dev.bellwether.kpi.SampleReceiver;
import dev.bellwether.kpi.Window;
import java.util.List;

/** A place where KPIs live: a SQL warehouse, a file. Safe for use by several threads at once. */
public interface MetricSource {

    /** The name that KPIs give in {@code source:}. */
    String name();

    /** What is wrong with what the KPI asks, as far as can be told without asking; empty when nothing is. */
    default List<String> mistakesIn(Kpi kpi) {
        return List.of();
    }

    /**
     * Hands every reading of the KPI whose grain ends in the window to the receiver, row by row as it is read.
     *
     * @throws SourceException when the answer could not be had whole; rows handed over before it are to be thrown away
     */
    void fetch(Kpi kpi, Window window, SampleReceiver receiver);
}
