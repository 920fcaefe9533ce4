package dev.bellwether.app;

import dev.bellwether.alert.Alerts;
import dev.bellwether.audit.AuditTrail;
import dev.bellwether.mute.Muter;
import dev.bellwether.mute.SilenceBook;
import dev.bellwether.mute.Silences;
import dev.bellwether.mute.StandingMuter;
import dev.bellwether.notify.SilenceReminder;
import dev.bellwether.notify.SmtpSettings;
import dev.bellwether.response.ResponseBook;
import dev.bellwether.response.ResponseListener;
import dev.bellwether.response.Responses;
import dev.bellwether.routing.RouteBook;
import dev.bellwether.rules.RuleBase;
import dev.bellwether.rules.RuleBook;
import dev.bellwether.schedule.SettleSchedule;
import dev.bellwether.web.AlertmanagerApi;
import dev.bellwether.web.AlertmanagerRefusals;
import dev.bellwether.web.AlertmanagerSilencesApi;
import dev.bellwether.web.AuditApi;
import dev.bellwether.web.AuditController;
import dev.bellwether.web.MarkReader;
import dev.bellwether.web.RefusalAdvice;
import dev.bellwether.web.ResponsesApi;
import dev.bellwether.web.SilencesApi;
import java.time.InstantSource;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What keeps alerts out of mails, and what people answer to them. */
@Configuration(proxyBeanMethods = false)
class QuietConfiguration {

    @Bean
    Muter muter(Silences silences, Alerts alerts, RuleBook ruleBook) {
        return new StandingMuter(
                silences, alerts, () -> ruleBook.current().map(RuleBase::rules).orElse(List.of()));
    }

    @Bean
    SilenceBook silenceBook(Silences silences, Alerts alerts) {
        return new SilenceBook(silences, alerts);
    }

    @Bean
    ResponseBook responseBook(Responses responses, Alerts alerts, ObjectProvider<ResponseListener> listener) {
        return new ResponseBook(responses, alerts, listener.getIfAvailable(() -> ResponseListener.NONE));
    }

    @Bean
    SettleSchedule settleSchedule(
            SilenceBook silenceBook, ResponseBook responseBook, SilenceReminder reminder, InstantSource clock) {
        return new SettleSchedule(List.of(silenceBook::settle, responseBook::settle), reminder::remind, clock);
    }

    @Bean
    SilenceReminder silenceReminder(Silences silences, SmtpSettings smtp, BellwetherProperties properties) {
        return new SilenceReminder(silences, smtp, properties.silences().reminder(), properties.url());
    }

    @Bean
    MarkReader markReader(Muter muter, Responses responses) {
        return new MarkReader(muter, responses);
    }

    @Bean
    SilencesApi silencesApi(Silences silences, SilenceBook book, MarkReader marks, InstantSource clock) {
        return new SilencesApi(silences, book, marks, clock);
    }

    @Bean
    ResponsesApi responsesApi(ResponseBook book, Responses responses, InstantSource clock) {
        return new ResponsesApi(book, responses, clock);
    }

    @Bean
    AuditApi auditApi(AuditTrail audit) {
        return new AuditApi(audit);
    }

    @Bean
    AuditController auditController(AuditTrail audit, InstantSource clock) {
        return new AuditController(audit, clock);
    }

    @Bean
    RefusalAdvice refusalAdvice() {
        return new RefusalAdvice();
    }

    @Bean
    AlertmanagerApi alertmanagerApi(
            Alerts alerts, Muter muter, RouteBook routeBook, BellwetherProperties properties, InstantSource clock) {
        return new AlertmanagerApi(alerts, muter, routeBook, properties.url(), clock);
    }

    @Bean
    AlertmanagerSilencesApi alertmanagerSilencesApi(Silences silences, SilenceBook book, InstantSource clock) {
        return new AlertmanagerSilencesApi(silences, book, clock);
    }

    @Bean
    AlertmanagerRefusals alertmanagerRefusals() {
        return new AlertmanagerRefusals();
    }
}
