package dev.bellwether.routing;

import dev.bellwether.notify.AlertmanagerNotifier;
import dev.bellwether.notify.EmailNotifier;
import dev.bellwether.notify.HttpPost;
import dev.bellwether.notify.MailTemplate;
import dev.bellwether.notify.Notifier;
import dev.bellwether.notify.PersonalMail;
import dev.bellwether.notify.Receiver;
import dev.bellwether.notify.Retries;
import dev.bellwether.notify.SmtpSettings;
import dev.bellwether.notify.WebhookNotifier;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** Makes receivers from their settings. */
public final class Receivers implements Function<ReceiverSettings, Receiver> {

    private final SmtpSettings smtp;
    private final Supplier<MailTemplate> template;
    private final HttpPost http;
    private final String consoleUrl;

    /**
     * @param template asked anew for each receiver
     * @param consoleUrl where people reach the console
     */
    public Receivers(SmtpSettings smtp, Supplier<MailTemplate> template, HttpPost http, String consoleUrl) {
        this.smtp = smtp;
        this.template = template;
        this.http = http;
        this.consoleUrl = consoleUrl;
    }

    @Override
    public Receiver apply(ReceiverSettings settings) {
        var notifiers = new ArrayList<Notifier>();
        if (!settings.email().labels().isEmpty()) {
            notifiers.add(new PersonalMail(settings.email(), address -> mailTo(List.of(address))));
        } else if (!settings.email().always().isEmpty()) {
            notifiers.add(mailTo(settings.email().always()));
        }
        settings.webhooks().forEach(endpoint -> notifiers.add(new WebhookNotifier(endpoint, http, consoleUrl)));
        settings.alertmanagers()
                .forEach(endpoint -> notifiers.add(new AlertmanagerNotifier(endpoint, http, consoleUrl)));
        return new Receiver(settings.name(), notifiers, settings.sendResolved(), settings.digest());
    }

    private EmailNotifier mailTo(List<String> addresses) {
        return new EmailNotifier(smtp, addresses, template.get(), Retries.DEFAULT);
    }
}
