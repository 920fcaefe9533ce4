package dev.bellwether.routing;

import dev.bellwether.notify.MailTemplate;
import dev.bellwether.notify.SmtpSettings;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/**
 * What the service's settings say of sending.
 *
 * @param consoleUrl where people reach the console
 * @param routes the file of routes, which may not be there
 * @param receivers those that stand beside it, for when it is not
 * @param clock the service's
 */
public record NotifySettings(
        SmtpSettings smtp,
        MailTemplate template,
        String consoleUrl,
        Path routes,
        List<ReceiverSettings> receivers,
        InstantSource clock) {

    public NotifySettings {
        receivers = List.copyOf(receivers);
    }
}
