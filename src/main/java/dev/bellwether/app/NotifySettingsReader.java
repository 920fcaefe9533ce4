package dev.bellwether.app;

import dev.bellwether.kpi.Markets;
import dev.bellwether.notify.MailTemplate;
import dev.bellwether.routing.NotifySettings;
import dev.bellwether.routing.ReceiverSettings;
import java.time.InstantSource;
import java.util.List;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.context.annotation.Configuration;

/** Reads the service's settings for a verb, as the service would, and starts nothing. */
public final class NotifySettingsReader {

    private NotifySettingsReader() {}

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(BellwetherProperties.class)
    static class OnlySettings {}

    /** From {@code config/application.yml}, the environment and what else Spring reads. */
    public static NotifySettings read() {
        // the verb's answer is all that a person wants to see; how to log is settled already
        System.setProperty(LoggingSystem.SYSTEM_PROPERTY, LoggingSystem.NONE);
        var application = new SpringApplicationBuilder(OnlySettings.class)
                .web(WebApplicationType.NONE)
                .bannerMode(Banner.Mode.OFF)
                .logStartupInfo(false);
        try (var context = application.run()) {
            var properties = context.getBean(BellwetherProperties.class);
            List<ReceiverSettings> receivers = properties.receivers().stream()
                    .map(receiver -> ReceiverSettings.mailing(receiver.name(), receiver.email()))
                    .toList();
            return new NotifySettings(
                    NotifyConfiguration.smtpOf(properties.smtp()),
                    new MailTemplate(Markets.NONE, properties.runbooks()),
                    properties.url(),
                    properties.routes(),
                    receivers,
                    InstantSource.system());
        }
    }
}
