package dev.bellwether.app;

import dev.bellwether.alert.Alerts;
import dev.bellwether.catalogue.CatalogueBook;
import dev.bellwether.evaluate.ContributionFinder;
import dev.bellwether.evaluate.Explainer;
import dev.bellwether.history.History;
import dev.bellwether.notify.MailPreview;
import dev.bellwether.notify.MailTemplate;
import dev.bellwether.rules.RuleBook;
import dev.bellwether.web.AlertRows;
import dev.bellwether.web.AlertsApi;
import dev.bellwether.web.AlertsController;
import dev.bellwether.web.ConsoleModel;
import dev.bellwether.web.ContributionApi;
import dev.bellwether.web.FailureController;
import dev.bellwether.web.MailPreviewApi;
import dev.bellwether.web.PageLink;
import dev.bellwether.web.RulesApi;
import dev.bellwether.web.Runbooks;
import dev.bellwether.web.SecurityHeaders;
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
            History history,
            InstantSource clock,
            MailTemplate mailTemplate) {
        return new Troubles(catalogueBook, ruleBook, history, clock, mailTemplate::trouble);
    }

    @Bean
    AlertsController alertsController(
            Alerts alerts,
            Troubles troubles,
            CatalogueBook catalogueBook,
            BellwetherProperties properties,
            InstantSource clock) {
        var rows = new AlertRows(id -> catalogueBook.current().find(id), new Runbooks(properties.runbooks()));
        return new AlertsController(alerts, troubles, rows, clock);
    }

    @Bean
    AlertsApi alertsApi(Alerts alerts, InstantSource clock) {
        return new AlertsApi(alerts, clock);
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
