package dev.bellwether.app;

import dev.bellwether.alert.Alerts;
import dev.bellwether.catalogue.CatalogueBook;
import dev.bellwether.evaluate.Standing;
import dev.bellwether.exposition.EvaluationMeters;
import dev.bellwether.exposition.ExpositionState;
import dev.bellwether.exposition.ExpositionState.Build;
import dev.bellwether.exposition.ExpositionState.OutboxState;
import dev.bellwether.exposition.ExpositionState.RulesState;
import dev.bellwether.exposition.Limits;
import dev.bellwether.exposition.NotifyMeters;
import dev.bellwether.exposition.SourceStates;
import dev.bellwether.exposition.StateCollector;
import dev.bellwether.mute.SilenceState;
import dev.bellwether.mute.Silences;
import dev.bellwether.notify.NotificationLog;
import dev.bellwether.rules.RuleBook;
import dev.bellwether.rules.RuleReload;
import dev.bellwether.schedule.EvaluationSchedule;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.info.BuildProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What Prometheus sees at /actuator/prometheus. */
@Configuration(proxyBeanMethods = false)
class ExpositionConfiguration {

    /** Meters whose names promtool refuses; the same is told by others. */
    private static final Set<String> ILL_NAMED = Set.of("jvm.compilation.time", "process.cpu.time", "system.cpu.count");

    @Bean
    EvaluationMeters evaluationMeters(MeterRegistry meters) {
        return new EvaluationMeters(meters);
    }

    @Bean
    NotifyMeters notifyMeters(MeterRegistry meters) {
        return new NotifyMeters(meters);
    }

    @Bean
    SourceStates sourceStates() {
        return new SourceStates();
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
            Alerts alerts,
            CatalogueBook catalogueBook,
            Standing standing,
            SourceStates sources,
            RuleBook ruleBook,
            NotificationLog notificationLog,
            EvaluationSchedule evaluationSchedule,
            Silences silences,
            InstantSource clock,
            ObjectProvider<BuildProperties> build) {
        return new ExpositionState(
                alerts::active,
                () -> catalogueBook.current().kpis(),
                standing::of,
                evaluationSchedule::lags,
                sources::all,
                () -> rulesState(ruleBook.status()),
                () -> new OutboxState(notificationLog.outboxPending(), notificationLog.oldestPendingAt()),
                () -> (int) silences.standing(clock.instant()).stream()
                        .filter(silence -> silence.stateAt(clock.instant()) == SilenceState.ACTIVE)
                        .count(),
                buildOf(build.getIfAvailable()));
    }

    /** Read at each scrape, which is also when an evaluation that overruns is logged. */
    @Bean
    MeterBinder evaluationsOverrunning(EvaluationSchedule evaluationSchedule) {
        return registry -> Gauge.builder(
                        "bellwether.evaluations.overrunning", evaluationSchedule, schedule -> schedule.overrunning()
                                .size())
                .description("Evaluations that have been under way for more than two minutes, or their grain.")
                .register(registry);
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

    private static RulesState rulesState(RuleReload reload) {
        return new RulesState(
                reload.rules(),
                reload.quarantined().size(),
                reload.successful(),
                Optional.of(reload.at()).filter(Instant.EPOCH::isBefore),
                reload.hash());
    }

    private static Build buildOf(@Nullable BuildProperties build) {
        return build == null
                ? new Build("development", "")
                : new Build(
                        String.valueOf(build.getVersion()),
                        Optional.ofNullable(build.get("revision")).orElse(""));
    }
}
