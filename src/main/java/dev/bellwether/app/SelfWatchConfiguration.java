package dev.bellwether.app;

import dev.bellwether.alert.Alerts;
import dev.bellwether.catalogue.CatalogueBook;
import dev.bellwether.notify.HttpEndpoint;
import dev.bellwether.notify.HttpPost;
import dev.bellwether.notify.NotificationLog;
import dev.bellwether.rules.RuleBook;
import dev.bellwether.schedule.EvaluationSchedule;
import dev.bellwether.schedule.Leadership;
import dev.bellwether.schedule.Pulse;
import dev.bellwether.schedule.SelfWatchSchedule;
import dev.bellwether.schedule.SelfWatchSchedule.Look;
import dev.bellwether.selfwatch.Canary;
import dev.bellwether.selfwatch.Chain;
import dev.bellwether.selfwatch.DatabaseWatch;
import dev.bellwether.selfwatch.Heartbeat;
import dev.bellwether.store.DatabaseClock;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.scheduling.TaskScheduler;

/** The alerting looks after itself, and tells others how it is. */
@Configuration(proxyBeanMethods = false)
class SelfWatchConfiguration {

    private static final Duration DATABASE_PAUSE = Duration.ofSeconds(5);
    private static final Duration CANARY_PAUSE = Duration.ofSeconds(15);

    @Bean
    Pulse pulse(InstantSource clock) {
        return new Pulse(clock);
    }

    @Bean
    DatabaseWatch databaseWatch(DataSource database, InstantSource clock) {
        return new DatabaseWatch(new DatabaseClock(database), clock);
    }

    @Bean
    Chain chain(
            RuleBook ruleBook,
            EvaluationSchedule evaluationSchedule,
            Pulse pulse,
            NotificationLog notificationLog,
            BellwetherProperties properties) {
        return new Chain(
                () -> ruleBook.status().rules(),
                evaluationSchedule::lags,
                pulse::late,
                notificationLog::oldestPendingAt,
                properties.heartbeat().mostLate());
    }

    /** What is only there when somebody asked for it. */
    record Proofs(Optional<Heartbeat> heartbeat, Optional<Canary> canary) {}

    @Bean
    Proofs proofs(
            Alerts alerts,
            NotificationLog notificationLog,
            BellwetherProperties properties,
            HttpPost httpPost,
            Chain chain) {
        BellwetherProperties.Canary canary = properties.canary();
        return new Proofs(
                Optional.of(properties.heartbeat())
                        .filter(one -> !one.url().isEmpty())
                        .map(one -> new Heartbeat(receiverOf(one), httpPost, chain::gaps)),
                Optional.of(canary)
                        .filter(one -> !one.to().isEmpty())
                        .map(one -> new Canary(alerts, notificationLog, LocalTime.parse(one.at()), one.zone())));
    }

    /** What follows the host is often the secret, so the host is its name. */
    private static HttpEndpoint receiverOf(BellwetherProperties.Heartbeat heartbeat) {
        URI url = URI.create(heartbeat.url());
        HttpEndpoint.mistakeIn(url).ifPresent(mistake -> {
            throw new IllegalArgumentException("bellwether.heartbeat.url " + mistake);
        });
        return new HttpEndpoint(
                url.getScheme() + "://" + url.getAuthority(), url, Optional::empty, heartbeat.timeout());
    }

    @Bean
    SelfWatchSchedule selfWatchSchedule(
            DatabaseWatch databaseWatch,
            Proofs proofs,
            Leadership leadership,
            EvaluationSchedule evaluationSchedule,
            BellwetherProperties properties,
            InstantSource clock) {
        var looks = new ArrayList<Look>();
        Duration often = properties.evaluation().lease().dividedBy(6);
        looks.add(new Look("the lease", often, now -> {
            if (leadership.look()) {
                evaluationSchedule.takeOver();
            }
        }));
        looks.add(new Look("the database", DATABASE_PAUSE, now -> databaseWatch.look()));
        proofs.heartbeat()
                .ifPresent(one -> looks.add(
                        new Look("the heartbeat", properties.heartbeat().every(), leading(leadership, one::beat))));
        proofs.canary()
                .ifPresent(one -> looks.add(new Look("the canary", CANARY_PAUSE, leading(leadership, one::look))));
        return new SelfWatchSchedule(looks, clock);
    }

    /** What one instance does for all. */
    private static Consumer<Instant> leading(Leadership leadership, Consumer<Instant> work) {
        return now -> {
            if (leadership.isHeld()) {
                work.accept(now);
            }
        };
    }

    /** After everything else has begun. */
    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    ApplicationListener<ApplicationReadyEvent> selfWatchBegins(
            Pulse pulse, SelfWatchSchedule selfWatchSchedule, TaskScheduler scheduler) {
        return ready -> {
            pulse.start(scheduler);
            selfWatchSchedule.start();
        };
    }

    @Bean
    MeterBinder vitals(Pulse pulse, DatabaseWatch databaseWatch, CatalogueBook catalogueBook, InstantSource clock) {
        return registry -> {
            Gauge.builder("bellwether.scheduler.late", () -> seconds(pulse.late(clock.instant())))
                    .baseUnit("seconds")
                    .description("How long the schedule has stood still; 0 while it is at work.")
                    .register(registry);
            Gauge.builder("bellwether.database.up", () -> databaseWatch.isUp(clock.instant()) ? 1 : 0)
                    .description("Whether the service's own database answers.")
                    .register(registry);
            Gauge.builder("bellwether.clock.skew", () -> databaseWatch
                            .skew()
                            .map(SelfWatchConfiguration::seconds)
                            .orElse(Double.NaN))
                    .baseUnit("seconds")
                    .description("How far the database's clock is ahead of the service's.")
                    .register(registry);
            Gauge.builder(
                            "bellwether.catalogue.reload.successful",
                            () -> catalogueBook.problems().isEmpty() ? 1 : 0)
                    .description("Whether every KPI file was taken over when it was last read.")
                    .register(registry);
        };
    }

    /** Nothing is shown of what nobody asked for, so that nobody misses it. */
    @Bean
    MeterBinder proofMeters(Proofs proofs, Leadership leadership) {
        return registry -> {
            proofs.heartbeat().ifPresent(heartbeat -> Gauge.builder(
                            "bellwether.heartbeat.last.success.timestamp",
                            () -> leadership.isHeld() ? unix(heartbeat.lastSuccess()) : Double.NaN)
                    .baseUnit("seconds")
                    .description("When the heartbeat was last heard, Unix time; 0 before the first, NaN where another"
                            + " instance evaluates.")
                    .register(registry));
            proofs.canary().ifPresent(canary -> Gauge.builder(
                            "bellwether.canary.last.accepted.timestamp",
                            () -> leadership.isHeld() ? unix(canary.lastAccepted()) : Double.NaN)
                    .baseUnit("seconds")
                    .description("When the mail server last took the canary's mail, Unix time; 0 for never, NaN where"
                            + " another instance evaluates.")
                    .register(registry));
        };
    }

    private static double unix(Optional<Instant> instant) {
        return instant.map(at -> at.toEpochMilli() / 1000.0).orElse(0.0);
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
