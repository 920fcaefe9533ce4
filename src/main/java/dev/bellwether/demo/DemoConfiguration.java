package dev.bellwether.demo;

import dev.bellwether.audit.AuditTrail;
import dev.bellwether.notify.SmtpSettings;
import dev.bellwether.source.JdbcSource;
import dev.bellwether.source.MetricSource;
import dev.bellwether.web.Guests;
import dev.bellwether.web.Loopback;
import dev.bellwether.web.SignInOffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Profile;
import org.springframework.scheduling.TaskScheduler;

/** The demo marketplace beside the service: a warehouse that lives on, and somewhere for the mails to go. */
@AutoConfiguration
@Import(MailConfiguration.class)
@Profile("demo")
public class DemoConfiguration {

    private static final Logger log = LoggerFactory.getLogger(DemoConfiguration.class);
    private static final Duration HEARTBEAT = Duration.ofSeconds(5);

    @Bean
    DemoFolder demoFolder(@Value("${" + DemoFolderPreparer.FOLDER + "}") Path folder) {
        return new DemoFolder(folder);
    }

    @Bean
    DemoWarehouse demoWarehouse(DemoFolder folder, InstantSource clock) {
        Instant now = clock.instant();
        return DemoWarehouse.open(folder.anchor(now), now);
    }

    @Bean
    MetricSource warehouse(DemoWarehouse warehouse) {
        return new JdbcSource(
                warehouse.dataSource(),
                new JdbcSource.Settings("warehouse", Duration.ofSeconds(30), 10_000, 1_000_000));
    }

    /** Who sits at this machine may look at the demo without a word, and is an operator with one click. */
    @Bean
    Guests demoGuests() {
        return Loopback::isFrom;
    }

    @Bean
    SignInOffer demoOffer() {
        return new SignInOffer("Sign in as operator of the demo", OperatorController.PATH, true, Loopback::isFrom);
    }

    @Bean
    OperatorController operatorController(AuditTrail audit, InstantSource clock) {
        return new OperatorController(audit, clock);
    }

    /** Life goes on in the marketplace. */
    @Bean
    ApplicationListener<ApplicationReadyEvent> marketplaceLife(
            DemoWarehouse warehouse, TaskScheduler scheduler, InstantSource clock) {
        return ready -> scheduler.scheduleWithFixedDelay(() -> live(warehouse, clock), HEARTBEAT);
    }

    /** Mails go to the catcher, unless one wants to see them arrive at a server of one's own. */
    @Bean
    @ConditionalOnProperty(prefix = "bellwether-demo", name = "catch-mails", matchIfMissing = true)
    SmtpSettings caughtMails(MailCatcher catcher, @Value("${bellwether.smtp.from}") String from) {
        return SmtpSettings.plain(catcher.host(), catcher.port(), from);
    }

    private static void live(DemoWarehouse warehouse, InstantSource clock) {
        try {
            warehouse.advanceTo(clock.instant());
        } catch (RuntimeException e) {
            log.atWarn().setCause(e).log("the demo marketplace stands still");
        }
    }
}
