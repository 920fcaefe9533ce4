package dev.bellwether.notify;

import dev.bellwether.alert.Alert;
import dev.bellwether.alert.AlertState;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/** A mail to look at instead of to send. */
public final class MailPreview {

    private static final String RECIPIENT = "you@example.com";

    private final MailTemplate template;

    public MailPreview(MailSettings settings) {
        this(new MailTemplate(settings));
    }

    public MailPreview(MailTemplate template) {
        this.template = template;
    }

    /** What would be told first of this alert, or of its end. */
    public static Notification notificationOf(Alert alert, Instant now) {
        boolean isOver = alert.state() == AlertState.RESOLVED;
        String dedupKey = Sha256.hex("preview|" + alert.fingerprint() + "#" + alert.transitions());
        return new Notification(
                dedupKey,
                new Notification.Group("preview", "{}", alert.labels(), dedupKey),
                isOver ? NotifyReason.RESOLVED : NotifyReason.FIRST,
                now.truncatedTo(ChronoUnit.SECONDS),
                List.of(alert),
                Set.of(),
                new Notification.Counts(isOver ? 0 : 1, isOver ? 1 : 0));
    }

    /** The HTML part as one page that a browser shows, the picture in it. */
    public String html(Notification notification) {
        Message message = template.render(notification, RECIPIENT);
        return message.chart()
                .map(chart -> message.html()
                        .replace(
                                "cid:" + chart.contentId(),
                                "data:image/png;base64," + Base64.getEncoder().encodeToString(chart.png())))
                .orElse(message.html());
    }

    /** The text part. */
    public String text(Notification notification) {
        return template.render(notification, RECIPIENT).text();
    }

    /** The whole mail as a server would get it. */
    public byte[] eml(Notification notification) {
        var writer = new MailWriter(
                Session.getInstance(new Properties()),
                EmailNotifier.address("Bellwether <bellwether@example.com>"),
                List.of(RECIPIENT),
                template);
        var bytes = new ByteArrayOutputStream();
        try {
            writer.write(template.draft(notification), RECIPIENT).writeTo(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (MessagingException e) {
            throw new IllegalStateException("mail cannot be put together: " + e.getMessage(), e);
        }
        return bytes.toByteArray();
    }

    /** What is wrong with the team's own template, if anything was found while a preview was made. */
    public Optional<String> trouble() {
        return template.trouble();
    }
}
