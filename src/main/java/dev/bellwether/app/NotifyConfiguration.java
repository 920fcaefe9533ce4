package dev.bellwether.app;

import dev.bellwether.alert.Alerts;
import dev.bellwether.catalogue.CatalogueBook;
import dev.bellwether.mute.MarketZones;
import dev.bellwether.mute.Muter;
import dev.bellwether.notify.AlertmanagerPush;
import dev.bellwether.notify.Dispatcher;
import dev.bellwether.notify.DueTimes;
import dev.bellwether.notify.HttpPost;
import dev.bellwether.notify.MailTemplate;
import dev.bellwether.notify.NotificationLog;
import dev.bellwether.notify.NotifyListener;
import dev.bellwether.notify.Receiver;
import dev.bellwether.notify.Route;
import dev.bellwether.notify.RoutingTree;
import dev.bellwether.notify.Sender;
import dev.bellwether.notify.SmtpSettings;
import dev.bellwether.response.Responses;
import dev.bellwether.routing.ReceiverSettings;
import dev.bellwether.routing.Receivers;
import dev.bellwether.routing.RouteBook;
import dev.bellwether.schedule.DispatchSchedule;
import dev.bellwether.schedule.RouteSchedule;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.InstantSource;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Fallback;

/** Who hears of alerts, and how it reaches them. */
@Configuration(proxyBeanMethods = false)
class NotifyConfiguration {

    private static final int CONNECTIONS = 2;

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

    @Bean
    HttpPost httpPost() {
        return new HttpPost();
    }

    @Bean
    Receivers receivers(
            BellwetherProperties properties, SmtpSettings smtp, CatalogueBook catalogueBook, HttpPost httpPost) {
        return new Receivers(
                smtp,
                () -> new MailTemplate(catalogueBook.current().markets(), properties.runbooks()),
                httpPost,
                properties.url());
    }

    @Bean
    RouteBook routeBook(
            BellwetherProperties properties, Receivers receivers, CatalogueBook catalogueBook, InstantSource clock) {
        MarketZones zones = MarketZones.of(() -> catalogueBook.current().markets());
        return RouteBook.open(
                properties.routes(),
                routes -> routes.tree(receivers, zones),
                () -> ofSettings(properties, receivers),
                clock.instant());
    }

    /** The tree of application.yml, which is only a root. */
    private static RoutingTree ofSettings(BellwetherProperties properties, Receivers maker) {
        List<Receiver> receivers = properties.receivers().stream()
                .map(receiver -> maker.apply(ReceiverSettings.mailing(receiver.name(), receiver.email())))
                .toList();
        BellwetherProperties.Route route = properties.route();
        Route.Settings root = Route.Settings.root(
                        route.receiver(), route.groupBy().toArray(String[]::new))
                .timed(route.groupWait(), route.groupInterval(), route.repeatInterval());
        return new RoutingTree(root, receivers);
    }

    @Bean
    AlertmanagerPush alertmanagerPush(Alerts alerts, RouteBook routeBook, ObjectProvider<NotifyListener> listener) {
        return new AlertmanagerPush(alerts, routeBook, listener.getIfAvailable(() -> NotifyListener.NONE));
    }

    @Bean
    RouteSchedule routeSchedule(RouteBook routeBook, AlertmanagerPush alertmanagerPush, InstantSource clock) {
        return new RouteSchedule(routeBook, alertmanagerPush, clock);
    }

    /** Whether the file of routes was taken over when it was last read. */
    @Bean
    MeterBinder routesReloaded(RouteBook routeBook) {
        return registry -> Gauge.builder(
                        "bellwether.routes.reload.successful",
                        routeBook,
                        book -> book.status().successful() ? 1 : 0)
                .description("Whether the routes were taken over when they were last read.")
                .register(registry);
    }

    @Bean
    Dispatcher dispatcher(
            NotificationLog notificationLog,
            RouteBook routeBook,
            Muter muter,
            Responses responses,
            CatalogueBook catalogueBook,
            BellwetherProperties properties,
            ObjectProvider<NotifyListener> listener) {
        DueTimes dueTimes =
                new CatalogueTimes(catalogueBook, properties.evaluation().notEvaluatedAfter());
        return new Dispatcher(
                notificationLog,
                routeBook,
                muter,
                responses::standing,
                dueTimes,
                listener.getIfAvailable(() -> NotifyListener.NONE));
    }

    @Bean
    Sender sender(NotificationLog notificationLog, RouteBook routeBook, ObjectProvider<NotifyListener> listener) {
        return new Sender(notificationLog, routeBook, listener.getIfAvailable(() -> NotifyListener.NONE), CONNECTIONS);
    }

    @Bean
    DispatchSchedule dispatchSchedule(Dispatcher dispatcher, Sender sender, InstantSource clock) {
        return new DispatchSchedule(dispatcher, sender, clock);
    }
}
