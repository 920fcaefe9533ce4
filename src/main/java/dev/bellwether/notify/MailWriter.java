package dev.bellwether.notify;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Date;
import java.util.List;

/**
 * Puts a notification in the form of RFC 5322. Message-ID and Date come from the notification, so that a mail sent twice
 * because a process died is the same mail to those who receive it.
 */
final class MailWriter {

    /** Gmail cuts off what is much longer. */
    static final int LONGEST_MAIL = 80 * 1024;

    private final Session session;
    private final InternetAddress from;
    private final List<String> recipients;
    private final MailTemplate template;
    private final String domain;

    MailWriter(Session session, InternetAddress from, List<String> recipients, MailTemplate template) {
        this.session = session;
        this.from = from;
        this.recipients = recipients;
        this.template = template;
        this.domain = from.getAddress().substring(from.getAddress().lastIndexOf('@') + 1);
    }

    MimeMessage write(Notification notification) {
        int shown = notification.alerts().size();
        MimeMessage mail = write(notification, shown);
        while (shown > 1 && sizeOf(mail) > LONGEST_MAIL) {
            shown = (shown + 1) / 2;
            mail = write(notification, shown);
        }
        return mail;
    }

    private MimeMessage write(Notification notification, int mostAlerts) {
        try {
            Message message = template.render(notification, mostAlerts);
            var mail = new IdentifiedMail(session, messageId(notification.dedupKey()));
            mail.setFrom(from);
            mail.setRecipients(
                    jakarta.mail.Message.RecipientType.TO,
                    recipients.stream().map(EmailNotifier::address).toArray(InternetAddress[]::new));
            mail.setSubject(message.subject(), "UTF-8");
            mail.setSentDate(Date.from(notification.at()));
            setHeaders(mail, notification);
            mail.setContent(alternatives(message));
            mail.saveChanges();
            return mail;
        } catch (MessagingException e) {
            throw new IllegalStateException("mail cannot be put together: " + e.getMessage(), e);
        }
    }

    private void setHeaders(MimeMessage mail, Notification notification) throws MessagingException {
        if (!notification.opensThread()) {
            String first = messageId(notification.group().thread());
            mail.setHeader("In-Reply-To", first);
            mail.setHeader("References", first);
        }
        mail.setHeader("Auto-Submitted", "auto-generated");
        mail.setHeader("X-Auto-Response-Suppress", "All");
        mail.setHeader("List-Id", "<" + listName(notification.group().receiver()) + ".bellwether." + domain + ">");
        mail.setHeader("X-Bellwether-Dedup", notification.dedupKey());
    }

    private String messageId(String dedupKey) {
        return "<" + dedupKey + "@" + domain + ">";
    }

    private static String listName(String receiver) {
        String name = receiver.replaceAll("[^A-Za-z0-9-]+", "-").replaceAll("^-+|-+$", "");
        return name.isEmpty() ? "alerts" : name;
    }

    private static MimeMultipart alternatives(Message message) throws MessagingException {
        var text = new MimeBodyPart();
        text.setText(message.text(), "UTF-8");
        var html = new MimeBodyPart();
        html.setText(message.html(), "UTF-8", "html");
        return new MimeMultipart("alternative", text, html); // the last is what readers prefer
    }

    private static int sizeOf(MimeMessage mail) {
        var bytes = new ByteArrayOutputStream(LONGEST_MAIL);
        try {
            mail.writeTo(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (MessagingException e) {
            throw new IllegalStateException("mail cannot be put together: " + e.getMessage(), e);
        }
        return bytes.size();
    }

    /** A mail that keeps the Message-ID it is given; Jakarta Mail would make up a new one. */
    private static final class IdentifiedMail extends MimeMessage {

        private final String messageId;

        IdentifiedMail(Session session, String messageId) {
            super(session);
            this.messageId = messageId;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", messageId);
        }
    }
}
