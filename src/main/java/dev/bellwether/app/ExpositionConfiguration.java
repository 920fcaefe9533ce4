package dev.bellwether.app;

import dev.bellwether.alert.Alerts;
import dev.bellwether.catalogue.CatalogueBook;
import dev.bellwether.evaluate.Standing;
import dev.bellwether.exposition.AlertMeters;
import dev.bellwether.exposition.Coverages;
import dev.bellwether.exposition.EvaluationMeters;
import dev.bellwether.exposition.ExpositionState;
import dev.bellwether.exposition.ExpositionState.AlertsState;
import dev.bellwether.exposition.ExpositionState.Build;
import dev.bellwether.exposition.ExpositionState.OutboxState;
import dev.bellwether.exposition.ExpositionState.RulesState;
import dev.bellwether.exposition.LatestRead;
import dev.bellwether.exposition.Limits;
import dev.bellwether.exposition.NotifyMeters;
import dev.bellwether.exposition.SourceStates;
import dev.bellwether.exposition.StandingMeters;
import dev.bellwether.exposition.StateCollector;
import dev.bellwether.mute.Muter;
import dev.bellwether.mute.Mutes;
import dev.bellwether.mute.SilenceState;
import dev.bellwether.mute.Silences;
import dev.bellwether.notify.NotificationLog;
import dev.bellwether.response.Acknowledgement;
import dev.bellwether.response.Responses;
import dev.bellwether.routing.RouteBook;
import dev.bellwether.rules.RuleBase;
import dev.bellwether.rules.RuleBook;
import dev.bellwether.schedule.EvaluationSchedule;
import dev.bellwether.schedule.Leadership;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.info.BuildProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What Prometheus sees at /actuator/prometheus. */
@Configuration(proxyBeanMethods = false)
class ExpositionConfiguration {

    /** Meters whose names promtool refuses; the same is told by others. */
    private static final Set<String> ILL_NAMED = Set.of("jvm.compilation.time", "process.cpu.time", "system.cpu.count");

    /** With ten thousand alerts a read takes half a second; Prometheus is told of them a scrape later then. */
    private static final Duration PATIENCE = Duration.ofMillis(100);

    @Bean
    EvaluationMeters evaluationMeters(MeterRegistry meters) {
        return new EvaluationMeters(meters);
    }

    @Bean
    NotifyMeters notifyMeters(MeterRegistry meters) {
        return new NotifyMeters(meters);
    }

    @Bean
    AlertMeters alertMeters(MeterRegistry meters, InstantSource clock) {
        return new AlertMeters(meters, clock);
    }

    @Bean
    Coverages coverages() {
        return new Coverages();
    }

    @Bean
    SourceStates sourceStates() {
        return new SourceStates();
    }

    /** Reads what scrapes do not wait for. */
    @Bean(destroyMethod = "shutdownNow")
    ExecutorService expositionReads() {
        return Executors.newSingleThreadExecutor(task -> new Thread(task, "exposition"));
    }

    @Bean
    StateCollector stateCollector(
            ExpositionState state, BellwetherProperties properties, PrometheusRegistry registry, InstantSource clock) {
        var shown = properties.exposition();
        var limits = new Limits(shown.maxSeriesPerKpi(), shown.maxSeries(), shown.maxAlerts());
        var collector = new StateCollector(state, limits, clock);
        registry.register(collector);
        return collector;
    }

    @Bean
    ExpositionState expositionState(
            @Qualifier("expositionReads") ExecutorService expositionReads,
            Alerts alerts,
            Muter muter,
            Responses responses,
            AlertMeters alertMeters,
            CatalogueBook catalogueBook,
            Standing standing,
            Coverages coverages,
            SourceStates sources,
            RuleBook ruleBook,
            NotificationLog notificationLog,
            EvaluationSchedule evaluationSchedule,
            Leadership leadership,
            Silences silences,
            InstantSource clock,
            BellwetherProperties properties,
            ObjectProvider<BuildProperties> build) {
        return new ExpositionState(
                new LatestRead<>(
                        () -> alertsState(alerts, muter, responses, clock.instant()), expositionReads, PATIENCE, clock),
                alertMeters,
                () -> catalogueBook.current().kpis(),
                // what another instance evaluates is shown there; here it would be of yesterday
                kpi -> leadership.isHeld() ? standing.of(kpi) : Optional.empty(),
                kpi -> leadership.isHeld() ? coverages.of(kpi) : Optional.empty(),
                evaluationSchedule::lags,
                () -> leadership.isHeld() ? sources.all() : List.of(),
                () -> rulesState(ruleBook),
                new LatestRead<>(
                        () -> new OutboxState(notificationLog.outboxPending(), notificationLog.oldestPendingAt()),
                        expositionReads,
                        PATIENCE,
                        clock),
                new LatestRead<>(() -> inForce(silences, clock.instant()), expositionReads, PATIENCE, clock)::get,
                buildOf(build.getIfAvailable(), properties.url()));
    }

    /** Read at each scrape, which is also when an evaluation that overruns is logged. */
    @Bean
    StandingMeters standingMeters(EvaluationSchedule evaluationSchedule, RouteBook routeBook, Leadership leadership) {
        return new StandingMeters(
                () -> evaluationSchedule.overrunning().size(),
                () -> routeBook.status().successful(),
                leadership::isHeld);
    }

    /** What the platform counts beside us, as far as its names are those Prometheus asks for. */
    @Bean
    MeterFilter platformMeters() {
        return new MeterFilter() {
            @Override
            public MeterFilterReply accept(Meter.Id id) {
                boolean isIllNamed = ILL_NAMED.contains(id.getName())
                        || id.getName().startsWith("spring.security.filterchains"); // named after classes
                return isIllNamed ? MeterFilterReply.DENY : MeterFilterReply.NEUTRAL;
            }

            @Override
            public Meter.Id map(Meter.Id id) {
                return id.getDescription() != null
                        ? id
                        : new Meter.Id(
                                id.getName(),
                                Tags.of(id.getTagsAsIterable()),
                                id.getBaseUnit(),
                                "Counted by the platform as " + id.getName() + ".",
                                id.getType());
            }
        };
    }

    private static RulesState rulesState(RuleBook ruleBook) {
        Optional<RuleBase> base = ruleBook.current();
        return new RulesState(
                base.map(RuleBase::rules).orElse(List.of()),
                base.map(rules -> rules.limits().rows()).orElse(List.of()),
                ruleBook.status());
    }

    private static int inForce(Silences silences, Instant now) {
        return (int) silences.standing(now).stream()
                .filter(silence -> silence.stateAt(now) == SilenceState.ACTIVE)
                .count();
    }

    private static AlertsState alertsState(Alerts alerts, Muter muter, Responses responses, Instant now) {
        Mutes mutes = muter.at(now);
        Map<String, Acknowledgement> taken = responses.standing(now).stream()
                .collect(Collectors.toMap(Acknowledgement::fingerprint, one -> one, (one, newer) -> newer));
        return new AlertsState(
                alerts.active(),
                alert -> taken.containsKey(alert.fingerprint())
                        && taken.get(alert.fingerprint()).holds(alert, now),
                alert -> !mutes.reasonsToMute(alert).isEmpty());
    }

    private static Build buildOf(@Nullable BuildProperties build, String console) {
        return build == null
                ? new Build("development", "", console)
                : new Build(
                        String.valueOf(build.getVersion()),
                        Optional.ofNullable(build.get("revision")).orElse(""),
                        console);
    }
}
