package dev.bellwether.app;

import dev.bellwether.alert.Alerts;
import dev.bellwether.catalogue.CatalogueBook;
import dev.bellwether.evaluate.ContributionFinder;
import dev.bellwether.evaluate.Explainer;
import dev.bellwether.history.History;
import dev.bellwether.mute.Muter;
import dev.bellwether.mute.SilenceBook;
import dev.bellwether.mute.Silences;
import dev.bellwether.notify.AlertTrace;
import dev.bellwether.notify.MailPreview;
import dev.bellwether.notify.MailTemplate;
import dev.bellwether.notify.NotificationLog;
import dev.bellwether.notify.UnsubscribeBook;
import dev.bellwether.response.ResponseBook;
import dev.bellwether.response.Responses;
import dev.bellwether.routing.RouteBook;
import dev.bellwether.rules.RuleBook;
import dev.bellwether.web.AlertController;
import dev.bellwether.web.AlertRows;
import dev.bellwether.web.AlertsApi;
import dev.bellwether.web.AlertsController;
import dev.bellwether.web.ConsoleModel;
import dev.bellwether.web.ContributionApi;
import dev.bellwether.web.FailureController;
import dev.bellwether.web.MailPreviewApi;
import dev.bellwether.web.MarkReader;
import dev.bellwether.web.NotificationsApi;
import dev.bellwether.web.PageLink;
import dev.bellwether.web.RulesApi;
import dev.bellwether.web.Runbooks;
import dev.bellwether.web.SecurityHeaders;
import dev.bellwether.web.SilencesController;
import dev.bellwether.web.UnsubscribedApi;
import java.time.InstantSource;
import java.util.List;
import org.springframework.boot.webmvc.error.ErrorAttributes;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The console and the JSON API. */
@Configuration(proxyBeanMethods = false)
class WebConfiguration {

    @Bean
    Troubles troubles(
            CatalogueBook catalogueBook,
            RuleBook ruleBook,
            RouteBook routeBook,
            History history,
            InstantSource clock,
            MailTemplate mailTemplate,
            NotificationLog notificationLog,
            UnsubscribeBook unsubscribeBook) {
        return new Troubles(
                catalogueBook,
                ruleBook,
                routeBook,
                history,
                clock,
                mailTemplate::trouble,
                notificationLog::unaccepted,
                unsubscribeBook);
    }

    @Bean
    AlertsController alertsController(Alerts alerts, Troubles troubles, AlertRows rows, InstantSource clock) {
        return new AlertsController(alerts, troubles, rows, clock);
    }

    @Bean
    AlertRows alertRows(CatalogueBook catalogueBook, BellwetherProperties properties, MarkReader marks) {
        return new AlertRows(id -> catalogueBook.current().find(id), new Runbooks(properties.runbooks()), marks);
    }

    @Bean
    AlertController alertController(
            Alerts alerts,
            ResponseBook book,
            Responses responses,
            NotificationLog notificationLog,
            AlertRows rows,
            InstantSource clock) {
        return new AlertController(alerts, book, responses, notificationLog::sendings, rows, clock);
    }

    @Bean
    NotificationsApi notificationsApi(
            NotificationLog notificationLog,
            Alerts alerts,
            RouteBook routeBook,
            Muter muter,
            Responses responses,
            UnsubscribeBook unsubscribeBook,
            InstantSource clock) {
        var trace = new AlertTrace(
                notificationLog,
                routeBook,
                muter,
                (alert, now) -> responses.acknowledgementOf(alert.fingerprint()).filter(one -> one.holds(alert, now)),
                unsubscribeBook::all);
        return new NotificationsApi(notificationLog, alerts, trace, clock);
    }

    @Bean
    UnsubscribedApi unsubscribedApi(UnsubscribeBook unsubscribeBook, InstantSource clock) {
        return new UnsubscribedApi(unsubscribeBook, clock);
    }

    @Bean
    SilencesController silencesController(
            Silences silences, SilenceBook book, UnsubscribeBook unsubscribed, AlertRows rows, InstantSource clock) {
        return new SilencesController(silences, book, unsubscribed, rows, clock);
    }

    @Bean
    AlertsApi alertsApi(Alerts alerts, MarkReader marks, InstantSource clock) {
        return new AlertsApi(alerts, marks, clock);
    }

    @Bean
    MailPreviewApi mailPreviewApi(Alerts alerts, MailTemplate mailTemplate, InstantSource clock) {
        return new MailPreviewApi(alerts, new MailPreview(mailTemplate), clock);
    }

    @Bean
    RulesApi rulesApi(RuleBook ruleBook, CatalogueBook catalogueBook, Explainer explainer, InstantSource clock) {
        return new RulesApi(ruleBook, catalogueBook, explainer, clock);
    }

    @Bean
    ContributionApi contributionApi(CatalogueBook catalogueBook, ContributionFinder finder, InstantSource clock) {
        return new ContributionApi(catalogueBook, finder, clock);
    }

    @Bean
    ConsoleModel consoleModel(List<PageLink> more) {
        return new ConsoleModel(more);
    }

    @Bean
    FailureController failureController(ErrorAttributes errors) {
        return new FailureController(errors);
    }

    @Bean
    SecurityHeaders securityHeaders() {
        return new SecurityHeaders();
    }
}
