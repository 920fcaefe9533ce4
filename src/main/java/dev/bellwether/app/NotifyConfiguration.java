package dev.bellwether.app;

import dev.bellwether.alert.Alerts;
import dev.bellwether.audit.AuditTrail;
import dev.bellwether.catalogue.CatalogueBook;
import dev.bellwether.evaluate.ContributionFinder;
import dev.bellwether.evaluate.TrailFinder;
import dev.bellwether.history.History;
import dev.bellwether.mute.MarketZones;
import dev.bellwether.mute.Muter;
import dev.bellwether.notify.AlertmanagerPush;
import dev.bellwether.notify.Background;
import dev.bellwether.notify.BoundedBackground;
import dev.bellwether.notify.Budget;
import dev.bellwether.notify.Dispatcher;
import dev.bellwether.notify.DueTimes;
import dev.bellwether.notify.HttpPost;
import dev.bellwether.notify.Links;
import dev.bellwether.notify.MailSettings;
import dev.bellwether.notify.MailTemplate;
import dev.bellwether.notify.NotificationLog;
import dev.bellwether.notify.NotifyListener;
import dev.bellwether.notify.Reader;
import dev.bellwether.notify.Route;
import dev.bellwether.notify.RunbookSteps;
import dev.bellwether.notify.Sender;
import dev.bellwether.notify.SmtpSettings;
import dev.bellwether.notify.UnsubscribeBook;
import dev.bellwether.notify.Unsubscriptions;
import dev.bellwether.response.Responses;
import dev.bellwether.routing.ReceiverSettings;
import dev.bellwether.routing.Receivers;
import dev.bellwether.routing.RouteBook;
import dev.bellwether.routing.Routes;
import dev.bellwether.schedule.DispatchSchedule;
import dev.bellwether.schedule.RouteSchedule;
import dev.bellwether.selfwatch.Canary;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Fallback;

/** Who hears of alerts, and how it reaches them. */
@Configuration(proxyBeanMethods = false)
class NotifyConfiguration {

    private static final int CONNECTIONS = 2;
    private static final Duration LONGEST_LOOK_UP = Duration.ofSeconds(2);

    /** A source of settings that is a bean of its own goes before these. */
    @Bean
    @Fallback
    SmtpSettings smtp(BellwetherProperties properties) {
        return smtpOf(properties.smtp());
    }

    static SmtpSettings smtpOf(BellwetherProperties.Smtp smtp) {
        boolean anonymous = smtp.username().isEmpty();
        return new SmtpSettings(
                smtp.host(),
                smtp.port(),
                smtp.from(),
                anonymous ? null : smtp.username(),
                anonymous ? null : smtp.password(),
                smtp.starttls(),
                SmtpSettings.Timeouts.all(smtp.timeout()));
    }

    /** Looks things up for mails, within bounds. */
    @Bean(destroyMethod = "close")
    BoundedBackground mailBackground(
            CatalogueBook catalogueBook, History history, Alerts alerts, ContributionFinder contributionFinder) {
        return new BoundedBackground(
                new AlertBackground(catalogueBook, new TrailFinder(history, alerts), contributionFinder),
                LONGEST_LOOK_UP);
    }

    /** Another one takes the place of this, to sign what it makes. */
    @Bean
    HttpPost httpPost() {
        return new HttpPost();
    }

    @Bean
    Receivers receivers(
            BellwetherProperties properties, SmtpSettings smtp, MailTemplate mailTemplate, HttpPost httpPost) {
        return new Receivers(smtp, () -> mailTemplate, httpPost, properties.url());
    }

    @Bean
    MailTemplate mailTemplate(
            BellwetherProperties properties, CatalogueBook catalogueBook, Background background, Links links) {
        BellwetherProperties.Mail mail = properties.mail();
        var template = new MailTemplate(new MailSettings(
                () -> catalogueBook.current().markets(),
                properties.runbooks(),
                new RunbookSteps(Path.of(mail.runbookFolder())),
                links,
                background,
                readers(mail),
                Optional.ofNullable(mail.templates())));
        template.check();
        return template;
    }

    private static Reader.Readers readers(BellwetherProperties.Mail mail) {
        var byName = new HashMap<String, Reader>();
        mail.readers().forEach((name, reader) -> byName.put(name, reader(reader)));
        return new Reader.Readers(byName, new Reader(mail.locale(), Optional.ofNullable(mail.zone())));
    }

    private static Reader reader(BellwetherProperties.MailReader reader) {
        return new Reader(reader.locale(), Optional.ofNullable(reader.zone()));
    }

    @Bean
    RouteBook routeBook(
            BellwetherProperties properties, Receivers receivers, CatalogueBook catalogueBook, InstantSource clock) {
        MarketZones zones = MarketZones.of(() -> catalogueBook.current().markets());
        return RouteBook.open(
                properties.routes(),
                routes -> withCanary(routes, properties).tree(receivers, zones),
                () -> withCanary(ofSettings(properties), properties).tree(receivers, zones),
                clock.instant());
    }

    /** The routes of application.yml, which are only a root. */
    private static Routes ofSettings(BellwetherProperties properties) {
        List<ReceiverSettings> receivers = properties.receivers().stream()
                .map(receiver -> ReceiverSettings.mailing(receiver.name(), receiver.email()))
                .toList();
        BellwetherProperties.Route route = properties.route();
        Route.Settings root = Route.Settings.root(
                        route.receiver(), route.groupBy().toArray(String[]::new))
                .timed(route.groupWait(), route.groupInterval(), route.repeatInterval());
        return new Routes(root, receivers, List.of());
    }

    /** The canary has a way of its own, whatever the routes are. */
    private static Routes withCanary(Routes routes, BellwetherProperties properties) {
        String mailbox = properties.canary().to();
        if (mailbox.isEmpty()) {
            return routes;
        }
        var settings =
                ReceiverSettings.mailing(Canary.RECEIVER, List.of(mailbox)).silentWhenResolved();
        return new Routes(
                Canary.under(routes.root()),
                Stream.concat(routes.receivers().stream(), Stream.of(settings)).toList(),
                routes.times());
    }

    @Bean
    AlertmanagerPush alertmanagerPush(Alerts alerts, RouteBook routeBook, ObjectProvider<NotifyListener> listener) {
        return new AlertmanagerPush(alerts, routeBook, listener.getIfAvailable(() -> NotifyListener.NONE));
    }

    @Bean
    RouteSchedule routeSchedule(
            RouteBook routeBook, AlertmanagerPush alertmanagerPush, AuditTrail audit, InstantSource clock) {
        return new RouteSchedule(routeBook, alertmanagerPush, audit, clock);
    }

    @Bean
    Dispatcher dispatcher(
            NotificationLog notificationLog,
            RouteBook routeBook,
            Muter muter,
            Responses responses,
            Unsubscriptions unsubscriptions,
            CatalogueBook catalogueBook,
            BellwetherProperties properties,
            InstantSource clock,
            ObjectProvider<NotifyListener> listener) {
        DueTimes dueTimes =
                new CatalogueTimes(catalogueBook, properties.evaluation().notEvaluatedAfter(), clock.instant());
        return new Dispatcher(
                notificationLog,
                routeBook,
                muter,
                responses::standing,
                unsubscriptions::all,
                dueTimes,
                listener.getIfAvailable(() -> NotifyListener.NONE));
    }

    @Bean
    Sender sender(
            NotificationLog notificationLog,
            RouteBook routeBook,
            Unsubscriptions unsubscriptions,
            BellwetherProperties properties,
            ObjectProvider<NotifyListener> listener) {
        BellwetherProperties.Delivery delivery = properties.delivery();
        var budget = new Budget(delivery.mostPerHour(), delivery.mostPerDay(), delivery.digestEvery());
        return new Sender(
                notificationLog,
                routeBook,
                unsubscriptions::all,
                listener.getIfAvailable(() -> NotifyListener.NONE),
                budget,
                CONNECTIONS);
    }

    @Bean
    UnsubscribeBook unsubscribeBook(Unsubscriptions unsubscriptions) {
        return new UnsubscribeBook(unsubscriptions);
    }

    @Bean
    DispatchSchedule dispatchSchedule(Dispatcher dispatcher, Sender sender, InstantSource clock) {
        return new DispatchSchedule(dispatcher, sender, clock);
    }
}
