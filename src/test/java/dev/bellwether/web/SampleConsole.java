package dev.bellwether.web;

import dev.bellwether.audit.InMemoryAuditTrail;
import dev.bellwether.kpi.KpiId;
import dev.bellwether.mute.InMemorySilences;
import dev.bellwether.mute.SilenceBook;
import dev.bellwether.mute.Silences;
import dev.bellwether.mute.StandingMuter;
import dev.bellwether.notify.InMemoryUnsubscriptions;
import dev.bellwether.notify.UnsubscribeBook;
import dev.bellwether.problem.Location;
import dev.bellwether.problem.Problem;
import dev.bellwether.response.InMemoryResponses;
import dev.bellwether.response.ResponseBook;
import dev.bellwether.response.Responses;
import dev.bellwether.testing.Accounts;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.webmvc.error.ErrorAttributes;
import org.springframework.context.annotation.Bean;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

/** The console over {@link SampleAlerts}, at a fixed time, without a pipeline behind it. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration(
        excludeName = {
            "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
            "org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration"
        })
class SampleConsole {

    /** A setting: what the groups of health name is not there. */
    static final String WITHOUT_HEALTH = "management.endpoint.health.validate-group-membership=false";

    static final ServiceStatus WELL = new ServiceStatus(
            45,
            34,
            1_204,
            Optional.of(new ServiceStatus.LastEvaluation(
                    new KpiId("shipment_within_promise_probability"),
                    Instant.parse("2026-11-22T12:00:00Z"),
                    Instant.parse("2026-11-22T12:03:08Z"),
                    96)),
            List.of());

    static final ServiceStatus ILL = new ServiceStatus(
            WELL.kpis(),
            WELL.rules(),
            WELL.series(),
            WELL.lastEvaluation(),
            List.of(
                    Trouble.ofRules(
                            List.of(new Problem(
                                    Location.of("rules/checkout.drl", 14),
                                    "unknown KPI \"checkout_conversion\"",
                                    "did you mean \"checkout_conversion_ratio\"?")),
                            Instant.parse("2026-11-22T08:12:00Z"),
                            Instant.parse("2026-11-22T11:58:00Z")),
                    Trouble.ofSource(
                            "warehouse",
                            "connection to 10.0.0.7:5432 refused",
                            Instant.parse("2026-11-22T12:01:00Z"))));

    /** What the console is told of the service; tests set it. */
    final AtomicReference<ServiceStatus> status = new AtomicReference<>(WELL);

    @Bean
    SampleAlerts alerts() {
        return SampleAlerts.badMorning();
    }

    @Bean
    AtomicReference<ServiceStatus> status() {
        return status;
    }

    @Bean
    InMemorySilences silences() {
        return new InMemorySilences(new InMemoryAuditTrail());
    }

    @Bean
    InMemoryResponses responses() {
        return new InMemoryResponses(new InMemoryAuditTrail());
    }

    @Bean
    SilenceBook silenceBook(Silences silences, SampleAlerts alerts) {
        return new SilenceBook(silences, alerts);
    }

    @Bean
    ResponseBook responseBook(Responses responses, SampleAlerts alerts) {
        return new ResponseBook(responses, alerts);
    }

    @Bean
    MarkReader markReader(Silences silences, Responses responses, SampleAlerts alerts) {
        return new MarkReader(new StandingMuter(silences, alerts, List::of), responses);
    }

    @Bean
    AlertRows alertRows(MarkReader marks) {
        return new AlertRows(id -> Optional.empty(), new Runbooks("https://wiki.example.com/"), marks);
    }

    @Bean
    AlertsController alertsController(SampleAlerts alerts, AlertRows rows) {
        return new AlertsController(alerts, status::get, rows, InstantSource.fixed(SampleAlerts.NOW));
    }

    @Bean
    AlertController alertController(SampleAlerts alerts, ResponseBook book, Responses responses, AlertRows rows) {
        return new AlertController(
                alerts, book, responses, wanted -> List.of(), rows, InstantSource.fixed(SampleAlerts.NOW));
    }

    @Bean
    SilencesController silencesController(Silences silences, SilenceBook book, AlertRows rows) {
        var unsubscribed = new UnsubscribeBook(new InMemoryUnsubscriptions(new InMemoryAuditTrail()));
        return new SilencesController(silences, book, unsubscribed, rows, InstantSource.fixed(SampleAlerts.NOW));
    }

    @Bean
    AlertsApi alertsApi(SampleAlerts alerts, MarkReader marks) {
        return new AlertsApi(alerts, marks, InstantSource.fixed(SampleAlerts.NOW));
    }

    @Bean
    ConsoleModel consoleModel() {
        return new ConsoleModel(List.of(new PageLink("Mail", "/demo/mail")));
    }

    @Bean
    FailureController failureController(ErrorAttributes errors) {
        return new FailureController(errors);
    }

    @Bean
    SecurityFilterChain door(HttpSecurity http) {
        var door = new Door(
                Accounts.userBook(),
                Accounts.tokenBook(),
                new InMemoryAuditTrail(),
                InstantSource.system(),
                Guests.NONE,
                true);
        return door.build(http, Customizer.withDefaults());
    }

    @Bean
    SignInController signInController() {
        return new SignInController(
                List.of(new SignInOffer("Sign in as operator", "/demo/sign-in", true, Loopback::isFrom)));
    }

    @Bean
    SecurityHeaders securityHeaders() {
        return new SecurityHeaders();
    }
}
