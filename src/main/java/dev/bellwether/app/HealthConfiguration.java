package dev.bellwether.app;

import dev.bellwether.kpi.KpiId;
import dev.bellwether.rules.RuleBook;
import dev.bellwether.schedule.EvaluationSchedule;
import dev.bellwether.schedule.Pulse;
import dev.bellwether.selfwatch.DatabaseWatch;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * What the probes of an orchestrator ask. Liveness is about what only a restart mends, so it knows no database, no mail
 * server and no source; readiness is about what the console and the API need.
 */
@Configuration(proxyBeanMethods = false)
class HealthConfiguration {

    /** A schedule that stood still for so long does not come back; a database that hangs holds it up for less. */
    static final Duration DEAD = Duration.ofMinutes(10);

    /** No back-fill and no query takes so long; a worker that does is lost. */
    static final Duration STUCK = Duration.ofHours(3);

    /** Until then a schedule is busy, from then on it is behind. */
    static final Duration BEHIND = Duration.ofMinutes(1);

    /** Of the liveness group. */
    @Bean
    HealthIndicator lifeHealthIndicator(Pulse pulse, EvaluationSchedule evaluationSchedule, InstantSource clock) {
        return () -> life(pulse.late(clock.instant()), evaluationSchedule.overrunning(), hasDeadlock());
    }

    static Health life(Duration late, Map<KpiId, Duration> overrunning, boolean hasDeadlock) {
        if (late.compareTo(DEAD) > 0) {
            return Health.down()
                    .withDetail("schedule", "has stood still for " + late)
                    .build();
        }
        if (hasDeadlock) {
            return Health.down().withDetail("threads", "wait for each other").build();
        }
        return overrunning.entrySet().stream()
                .filter(run -> run.getValue().compareTo(STUCK) > 0)
                .findFirst()
                .map(run -> Health.down()
                        .withDetail(run.getKey().value(), "has been evaluated for " + run.getValue())
                        .build())
                .orElseGet(() -> Health.up().build());
    }

    private static boolean hasDeadlock() {
        return ManagementFactory.getThreadMXBean().findDeadlockedThreads() != null;
    }

    /** Of the readiness group, as those that follow. */
    @Bean
    HealthIndicator databaseHealthIndicator(DatabaseWatch databaseWatch, InstantSource clock) {
        return () -> of(databaseWatch.isUp(clock.instant()));
    }

    /** Rules are in force; which, and whether all files were taken over, is another question. */
    @Bean
    HealthIndicator rulesHealthIndicator(RuleBook ruleBook) {
        return () -> of(ruleBook.current().isPresent());
    }

    /** What is due is handed over in time. A source that does not answer in time is no reason to turn people away. */
    @Bean
    HealthIndicator scheduleHealthIndicator(Pulse pulse, InstantSource clock) {
        return () -> {
            Instant now = clock.instant();
            return of(pulse.late(now).compareTo(BEHIND) <= 0);
        };
    }

    private static Health of(boolean isUp) {
        return (isUp ? Health.up() : Health.down()).build();
    }
}
