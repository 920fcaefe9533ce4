package dev.bellwether.notify;

import dev.bellwether.alert.Alert;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One notification about to be written to several readers: what stands behind it is asked for once, and its chart is
 * drawn once for all who read numbers and times alike. Used by one thread.
 */
final class MailDraft {

    private static final Logger log = LoggerFactory.getLogger(MailDraft.class);

    private record Look(Locale locale, ZoneId zone) {}

    private final MailSettings settings;
    private final MailTemplates templates;
    private final Notification notification;
    private final Story story;
    private final Map<Look, Optional<byte[]>> charts = new HashMap<>();

    MailDraft(MailSettings settings, MailTemplates templates, Notification notification) {
        this.settings = settings;
        this.templates = templates;
        this.notification = notification;
        this.story = notification.reason() == NotifyReason.DIGEST ? Story.NONE : story(settings, notification);
    }

    /** A mail without its background is better than none. */
    private static Story story(MailSettings settings, Notification notification) {
        Alert first = notification.alerts().get(0);
        try {
            return settings.background().of(first, notification.at());
        } catch (RuntimeException e) {
            log.atWarn().addKeyValue("alert", first.fingerprint()).setCause(e).log("nothing found behind an alert");
            return Story.NONE;
        }
    }

    Notification notification() {
        return notification;
    }

    /** @param mostAlerts how many are shown of those the notification has */
    Message render(String recipient, int mostAlerts) {
        Optional<byte[]> png = chart(recipient);
        String contentId = png.isEmpty() ? "" : "chart." + notification.dedupKey() + "@bellwether";
        MailView mail = new MailWords(settings, notification, recipient, story).view(mostAlerts, contentId);
        return new Message(
                mail.subject(),
                templates.text(mail),
                templates.html(mail),
                png.map(bytes -> new Message.Chart(contentId, bytes)));
    }

    private Optional<byte[]> chart(String recipient) {
        Alert first = notification.alerts().get(0);
        Reader reader = settings.readers().of(notification.group().receiver(), recipient);
        ZoneId zone = new Moments(reader, settings.markets().get(), notification.at()).zone(first.labels());
        return charts.computeIfAbsent(
                new Look(reader.locale(), zone),
                look -> TrailChart.draw(
                        new Course(
                                first,
                                settings.background().kpi(first.kpi()),
                                story.trail(),
                                notification.reason().isJudged()),
                        look.locale(),
                        look.zone()));
    }
}
