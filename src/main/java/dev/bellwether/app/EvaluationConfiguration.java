package dev.bellwether.app;

import dev.bellwether.alert.Alerts;
import dev.bellwether.alert.Lease;
import dev.bellwether.alert.Steadiness;
import dev.bellwether.audit.AuditTrail;
import dev.bellwether.catalogue.CatalogueBook;
import dev.bellwether.evaluate.BackFill;
import dev.bellwether.evaluate.CatchUp;
import dev.bellwether.evaluate.ContributionFinder;
import dev.bellwether.evaluate.EvaluationListener;
import dev.bellwether.evaluate.Evaluator;
import dev.bellwether.evaluate.Explainer;
import dev.bellwether.evaluate.SourceWatch;
import dev.bellwether.evaluate.Standing;
import dev.bellwether.history.History;
import dev.bellwether.kpi.Durations;
import dev.bellwether.kpi.Kpi;
import dev.bellwether.mute.Silences;
import dev.bellwether.notify.NotificationLog;
import dev.bellwether.response.Responses;
import dev.bellwether.rules.RuleBook;
import dev.bellwether.rules.RuleLoader;
import dev.bellwether.schedule.EvaluationSchedule;
import dev.bellwether.schedule.Leadership;
import dev.bellwether.schedule.ReloadSchedule;
import dev.bellwether.schedule.RetentionSchedule;
import dev.bellwether.schedule.SourceWorkers;
import dev.bellwether.source.Sources;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.TaskScheduler;

/** KPIs and rules read, and judged when they are due. */
@Configuration(proxyBeanMethods = false)
class EvaluationConfiguration {

    private static final Duration SHORTEST_LEASE = Duration.ofSeconds(3);

    @Bean
    CatalogueBook catalogueBook(BellwetherProperties properties) {
        var book = new CatalogueBook(properties.kpis());
        book.reload();
        return book;
    }

    /** Large ticks are judged by as many threads as there are processors; the evaluating one is among them. */
    @Bean(destroyMethod = "shutdownNow")
    ExecutorService ruleHelpers() {
        return Executors.newFixedThreadPool(processors(), task -> new Thread(task, "rules"));
    }

    @Bean
    RuleBook ruleBook(BellwetherProperties properties, @Qualifier("ruleHelpers") ExecutorService helpers) {
        return new RuleBook(
                properties.rules(),
                new RuleLoader(helpers, processors(), properties.evaluation().stormCap()));
    }

    @Bean
    ContributionFinder contributionFinder(History history) {
        return new ContributionFinder(history);
    }

    @Bean
    Explainer explainer(History history, Standing standing) {
        return new Explainer(history, standing);
    }

    private static int processors() {
        return Runtime.getRuntime().availableProcessors();
    }

    @Bean
    Standing standing() {
        return new Standing();
    }

    /** Reads the past of a KPI while its source answers. */
    @Bean(destroyMethod = "shutdownNow")
    ExecutorService readAhead() {
        return Executors.newFixedThreadPool(4, task -> new Thread(task, "read-ahead"));
    }

    @Bean
    Evaluator evaluator(
            History history,
            RuleBook ruleBook,
            Alerts alerts,
            Standing standing,
            @Qualifier("readAhead") ExecutorService readAhead,
            Responses responses,
            BellwetherProperties properties,
            List<EvaluationListener> listeners) {
        return new Evaluator(
                history,
                ruleBook,
                alerts,
                standing,
                readAhead,
                EvaluationListener.of(listeners),
                properties.evaluation().mostSeries(),
                steadiness(properties.evaluation()),
                responses::lastAcknowledged);
    }

    private static Steadiness steadiness(BellwetherProperties.Evaluation evaluation) {
        BellwetherProperties.Unstable unstable = evaluation.unstable();
        return new Steadiness(unstable.changes(), unstable.within(), unstable.steady(), evaluation.longestGap());
    }

    @Bean
    CatchUp catchUp(
            Evaluator evaluator,
            History history,
            Alerts alerts,
            CatalogueBook catalogueBook,
            BellwetherProperties properties) {
        return new CatchUp(
                evaluator,
                new BackFill(history, properties.evaluation().mostSeries()),
                alerts,
                properties.evaluation().mostCaughtUp(),
                new SourceWatch(
                        alerts,
                        () -> catalogueBook.current().kpis().stream()
                                .map(Kpi::id)
                                .collect(Collectors.toUnmodifiableSet()),
                        properties.evaluation().completeness()));
    }

    @Bean
    Leadership leadership(Lease lease, CatchUp catchUp, BellwetherProperties properties) {
        Duration lasts = properties.evaluation().lease();
        if (lasts.compareTo(SHORTEST_LEASE) < 0) {
            throw new IllegalArgumentException("bellwether.evaluation.lease is " + Durations.write(lasts)
                    + ", which a pause of the JVM outlasts; let it be " + Durations.write(SHORTEST_LEASE) + " or more");
        }
        return new Leadership(lease, catchUp::forget, lasts.multipliedBy(2).dividedBy(3));
    }

    @Bean
    EvaluationSchedule evaluationSchedule(
            TaskScheduler scheduler,
            CatalogueBook catalogueBook,
            Sources sources,
            CatchUp catchUp,
            Evaluator evaluator,
            Leadership leadership,
            BellwetherProperties properties,
            InstantSource clock) {
        var workers = new SourceWorkers(name -> SourceConfiguration.workersOf(properties.sources(), name));
        return new EvaluationSchedule(
                scheduler, catalogueBook, sources, catchUp, evaluator, workers, leadership, clock);
    }

    @Bean
    ReloadSchedule reloadSchedule(
            CatalogueBook catalogueBook,
            RuleBook ruleBook,
            EvaluationSchedule evaluationSchedule,
            AuditTrail audit,
            InstantSource clock) {
        return new ReloadSchedule(catalogueBook, ruleBook, evaluationSchedule, audit, clock);
    }

    @Bean
    RetentionSchedule retentionSchedule(
            History history,
            Alerts alerts,
            Silences silences,
            Responses responses,
            NotificationLog notificationLog,
            BellwetherProperties properties,
            InstantSource clock) {
        Duration keepSent = properties.retention().sent();
        return new RetentionSchedule(
                history,
                alerts,
                properties.retention().samples(),
                properties.retention().alerts(),
                List.of(
                        silences::dropBefore,
                        responses::dropBefore,
                        notificationLog::dropBefore,
                        any -> notificationLog.dropSendingsBefore(
                                clock.instant().minus(keepSent))),
                clock);
    }
}
