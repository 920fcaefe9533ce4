package dev.bellwether.notify;

import jakarta.mail.Session;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Sends mails over SMTP, one to each recipient, several over one connection.
 *
 * <p>What a server says decides: 4xx and a broken connection are tried again, 5xx for a recipient or a message is final,
 * 5xx for the whole connection (a wrong password) is tried again with long pauses, for a person can mend it.
 */
public final class EmailNotifier implements Notifier {

    private final SmtpSettings settings;
    private final List<String> recipients;
    private final Retries retries;
    private final MailTemplate template;
    private final MailWriter writer;
    private final Session session;
    private final Map<String, Integer> stalls = new ConcurrentHashMap<>();

    /** @throws IllegalArgumentException when the sender or a recipient is no mail address */
    public EmailNotifier(SmtpSettings settings, List<String> recipients, MailTemplate template, Retries retries) {
        this.settings = settings;
        this.recipients = List.copyOf(new LinkedHashSet<>(recipients));
        this.retries = retries;
        this.template = template;
        this.session = sessionOf(settings);
        this.recipients.forEach(EmailNotifier::address);
        this.writer = new MailWriter(session, address(settings.from()), this.recipients, template);
    }

    /** Whether this is a mail address, such as {@code alerts@example.com}. */
    public static boolean isAddress(String written) {
        try {
            address(written);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    static Session sessionOf(SmtpSettings settings) {
        return Session.getInstance(properties(settings));
    }

    static InternetAddress address(String written) {
        try {
            InternetAddress[] addresses = InternetAddress.parse(written, true);
            if (addresses.length == 1 && addresses[0].getAddress().indexOf('@') > 0) {
                return addresses[0];
            }
        } catch (AddressException e) {
            // said below, in one form for all mistakes
        }
        throw new IllegalArgumentException(
                "\"" + written + "\" is not a mail address; write it like alerts@example.com");
    }

    private static Properties properties(SmtpSettings settings) {
        var properties = new Properties();
        properties.setProperty("mail.smtp.host", settings.host());
        properties.setProperty("mail.smtp.port", Integer.toString(settings.port()));
        properties.setProperty("mail.smtp.from", address(settings.from()).getAddress());
        properties.setProperty(
                "mail.smtp.connectiontimeout", millis(settings.timeouts().connect()));
        properties.setProperty("mail.smtp.timeout", millis(settings.timeouts().read()));
        properties.setProperty(
                "mail.smtp.writetimeout", millis(settings.timeouts().write()));
        properties.setProperty("mail.smtp.auth", Boolean.toString(settings.username() != null));
        properties.setProperty("mail.smtp.starttls.enable", Boolean.toString(settings.startTls()));
        properties.setProperty("mail.smtp.starttls.required", Boolean.toString(settings.startTls()));
        properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
        properties.setProperty("mail.smtp.quitwait", "false");
        properties.put("mail.smtp.socketFactory", PromptSockets.FACTORY);
        return properties;
    }

    private static String millis(Duration duration) {
        return Long.toString(Math.max(1, duration.toMillis())); // 0 would be for ever
    }

    @Override
    public String integration() {
        return "email";
    }

    @Override
    public List<String> addresses() {
        return recipients;
    }

    @Override
    public Batch open() {
        return new MailBatch(new SmtpConnection(session, settings), template, writer, retries, stalls);
    }

    /** One mail by itself, on a connection of its own. */
    public Delivery send(Notification notification, String recipient, Instant now) {
        try (Batch batch = open()) {
            return batch.send(notification, recipient, 1, now);
        }
    }

    /**
     * Sends one mail and hands over line by line what is said with the server, without credentials and without the mail.
     * Of use for one try only.
     */
    public Delivery tryOut(Notification notification, String recipient, Instant now, Consumer<String> dialogue) {
        var trace = new ByteArrayOutputStream();
        session.setDebugOut(new PrintStream(trace, true, StandardCharsets.UTF_8));
        session.setDebug(true);
        try {
            return send(notification, recipient, now);
        } finally {
            session.setDebug(false);
            SmtpDialogue.of(trace.toString(StandardCharsets.UTF_8)).forEach(dialogue);
        }
    }
}
