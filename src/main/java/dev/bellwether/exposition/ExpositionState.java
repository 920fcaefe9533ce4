package dev.bellwether.exposition;

import dev.bellwether.alert.Alert;
import dev.bellwether.alert.AlertRule;
import dev.bellwether.evaluate.Coverage;
import dev.bellwether.evaluate.Standing.Latest;
import dev.bellwether.kpi.Kpi;
import dev.bellwether.kpi.KpiId;
import dev.bellwether.limit.Limits.Row;
import dev.bellwether.rules.RuleReload;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Where a scrape finds what stands now. Each is asked once for each scrape and answers with something that does not
 * change under the reader's hands.
 *
 * @param alertMeters what became of alerts
 * @param kpis the catalogue
 * @param latest what a KPI's newest judged tick saw
 * @param coverage what became of a KPI's series at its newest evaluation
 * @param lags how long each KPI's oldest unjudged grain has been due
 * @param silences how many are in force
 */
public record ExpositionState(
        Supplier<AlertsState> alerts,
        AlertMeters alertMeters,
        Supplier<? extends Collection<Kpi>> kpis,
        Function<KpiId, Optional<Latest>> latest,
        Function<KpiId, Optional<Coverage>> coverage,
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
     * Alerts, and what people and silences do to them.
     *
     * @param active pending and firing ones
     * @param isMuted whether one is kept out of mails now
     */
    public record AlertsState(Collection<Alert> active, Predicate<Alert> isAcknowledged, Predicate<Alert> isMuted) {}

    /**
     * The rules in force, and what became of the newest reload.
     *
     * @param limits all rows, those of the future among them
     */
    public record RulesState(List<AlertRule> rules, List<Row> limits, RuleReload reload) {}

    /**
     * Notifications on their way.
     *
     * @param oldestAt since when the oldest waits
     */
    public record OutboxState(long pending, Optional<Instant> oldestAt) {}

    /**
     * Which Bellwether this is.
     *
     * @param console where people reach it
     */
    public record Build(String version, String revision, String console) {}
}
