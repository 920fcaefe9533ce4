package dev.bellwether.exposition;

import dev.bellwether.alert.Alert;
import dev.bellwether.evaluate.Standing.Latest;
import dev.bellwether.kpi.Kpi;
import dev.bellwether.kpi.KpiId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/**
 * Where a scrape finds what stands now. Each is asked once for each scrape and answers with something that does not
 * change under the reader's hands.
 *
 * @param alerts pending and firing ones
 * @param kpis the catalogue
 * @param latest what a KPI's newest judged tick saw
 * @param lags how long each KPI's oldest unjudged grain has been due
 * @param silences how many are in force
 */
public record ExpositionState(
        Supplier<? extends Collection<Alert>> alerts,
        Supplier<? extends Collection<Kpi>> kpis,
        Function<KpiId, Optional<Latest>> latest,
        Supplier<? extends Map<KpiId, Duration>> lags,
        Supplier<? extends Collection<SourceState>> sources,
        Supplier<RulesState> rules,
        Supplier<OutboxState> outbox,
        IntSupplier silences,
        Build build) {

    /**
     * How a source answered last.
     *
     * @param isUp whether its newest answer came whole
     * @param fetchSeconds how long that took
     * @param newestData the newest grain it had rows for; nothing before the first
     */
    public record SourceState(String name, boolean isUp, double fetchSeconds, Optional<Instant> newestData) {}

    /**
     * The rules in force, and what became of the newest reload.
     *
     * @param quarantined how many rule files were left out for their mistakes
     * @param isReloaded whether the newest reload took all files over
     * @param reloadedAt when that was tried; nothing before the first time
     * @param hash of the rule base in force; empty when there is none
     */
    public record RulesState(
            int loaded, int quarantined, boolean isReloaded, Optional<Instant> reloadedAt, String hash) {}

    /**
     * Notifications on their way.
     *
     * @param oldestAt since when the oldest waits
     */
    public record OutboxState(long pending, Optional<Instant> oldestAt) {}

    /** Which Bellwether this is. */
    public record Build(String version, String revision) {}
}
