package dev.bellwether.web;

import dev.bellwether.kpi.KpiId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How the service itself is: what it watches, when it last looked, and what is wrong with it.
 *
 * @param kpis how many KPIs are watched
 * @param rules how many rules are in force
 * @param series how many series the watched KPIs have
 * @param lastEvaluation the newest one that ended; nothing before the first
 * @param troubles what a person should look at; empty on a good day
 */
public record ServiceStatus(
        int kpis, int rules, long series, Optional<LastEvaluation> lastEvaluation, List<Trouble> troubles) {

    /**
     * An evaluation that ended.
     *
     * @param grainEnd the end of the grain judged
     * @param finishedAt when the judging was over
     * @param snapshots how many series were judged
     */
    public record LastEvaluation(KpiId kpi, Instant grainEnd, Instant finishedAt, long snapshots) {}

    public ServiceStatus {
        troubles = List.copyOf(troubles);
    }
}
