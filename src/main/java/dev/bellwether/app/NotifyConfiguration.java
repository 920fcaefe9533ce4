package dev.bellwether.app;

import dev.bellwether.catalogue.CatalogueBook;
import dev.bellwether.mute.Muter;
import dev.bellwether.notify.Dispatcher;
import dev.bellwether.notify.DueTimes;
import dev.bellwether.notify.EmailNotifier;
import dev.bellwether.notify.MailTemplate;
import dev.bellwether.notify.NotificationLog;
import dev.bellwether.notify.NotifyListener;
import dev.bellwether.notify.Receiver;
import dev.bellwether.notify.Retries;
import dev.bellwether.notify.Route;
import dev.bellwether.notify.RoutingTree;
import dev.bellwether.notify.Sender;
import dev.bellwether.notify.SmtpSettings;
import dev.bellwether.response.Responses;
import dev.bellwether.schedule.DispatchSchedule;
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
        BellwetherProperties.Smtp smtp = properties.smtp();
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
    RoutingTree routingTree(BellwetherProperties properties, SmtpSettings smtp, CatalogueBook catalogueBook) {
        var template = new MailTemplate(catalogueBook.current().markets(), properties.runbooks());
        List<Receiver> receivers = properties.receivers().stream()
                .map(receiver -> new Receiver(
                        receiver.name(), new EmailNotifier(smtp, receiver.email(), template, Retries.DEFAULT)))
                .toList();
        BellwetherProperties.Route route = properties.route();
        Route.Settings root = Route.Settings.root(
                        route.receiver(), route.groupBy().toArray(String[]::new))
                .timed(route.groupWait(), route.groupInterval(), route.repeatInterval());
        return new RoutingTree(root, receivers);
    }

    @Bean
    Dispatcher dispatcher(
            NotificationLog notificationLog,
            RoutingTree tree,
            Muter muter,
            Responses responses,
            CatalogueBook catalogueBook,
            ObjectProvider<NotifyListener> listener) {
        DueTimes dueTimes = (id, at) ->
                catalogueBook.current().find(id).map(kpi -> kpi.dueAt(at)).orElse(at);
        return new Dispatcher(
                notificationLog,
                tree,
                muter,
                responses::standing,
                dueTimes,
                listener.getIfAvailable(() -> NotifyListener.NONE));
    }

    @Bean
    Sender sender(NotificationLog notificationLog, RoutingTree tree, ObjectProvider<NotifyListener> listener) {
        return new Sender(notificationLog, tree, listener.getIfAvailable(() -> NotifyListener.NONE), CONNECTIONS);
    }

    @Bean
    DispatchSchedule dispatchSchedule(Dispatcher dispatcher, Sender sender, InstantSource clock) {
        return new DispatchSchedule(dispatcher, sender, clock);
    }
}
