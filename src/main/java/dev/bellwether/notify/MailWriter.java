package dev.bellwether.notify;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Optional;

/**
 * Puts a notification in the form of RFC 5322. Message-ID and Date come from the notification, so that a mail sent twice
 * because a process died is the same mail to those who receive it.
 */
final class MailWriter {

    /** Without the picture; Gmail cuts off what is much longer. */
    static final int LONGEST_MAIL = 80 * 1024;

    private static final int LONGEST_LINK = 900;

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

    /** The mail to one recipient; those who are told the same see each other in its To. */
    MimeMessage write(MailDraft draft, String recipient) {
        int shown = draft.notification().alerts().size();
        Message message = draft.render(recipient, shown);
        byte[] words = bytes(draft.notification(), recipient, message, Optional.empty());
        while (shown > 0 && words.length > LONGEST_MAIL) {
            shown = shown / 2; // at last the first alert without its details
            message = draft.render(recipient, shown);
            words = bytes(draft.notification(), recipient, message, Optional.empty());
        }
        boolean hasChart = message.chart().isPresent();
        return new WrittenMail(
                session, hasChart ? bytes(draft.notification(), recipient, message, message.chart()) : words);
    }

    private byte[] bytes(Notification notification, String recipient, Message message, Optional<Message.Chart> chart) {
        try {
            MimeMessage headers = headersOf(notification, recipient, message.subject());
            MimeBody body = body(notification.dedupKey(), message, chart);
            headers.setHeader("MIME-Version", "1.0");
            headers.setHeader("Content-Type", body.contentType());
            var lines = new StringBuilder();
            Collections.list(headers.getAllHeaderLines())
                    .forEach(line -> lines.append(line).append("\r\n"));
            return body.after(lines.append("\r\n").toString());
        } catch (MessagingException e) {
            throw new IllegalStateException("mail cannot be put together: " + e.getMessage(), e);
        }
    }

    private static MimeBody body(String dedupKey, Message message, Optional<Message.Chart> chart) {
        var body = new MimeBody("alternative", "bellwether-" + dedupKey);
        body.addText(message.text());
        if (chart.isEmpty()) {
            body.addPage(message.html()); // the last is what readers prefer
            return body;
        }
        var page = new MimeBody("related", "bellwether-page-" + dedupKey);
        page.addPage(message.html());
        page.add(chart.get());
        body.add(page);
        return body;
    }

    private MimeMessage headersOf(Notification notification, String recipient, String subject)
            throws MessagingException {
        var mail = new MimeMessage(session);
        mail.setHeader("Message-ID", messageId(notification.dedupKey()));
        mail.setSentDate(Date.from(notification.at()));
        mail.setFrom(from);
        mail.setRecipients(
                jakarta.mail.Message.RecipientType.TO,
                recipients.stream().map(EmailNotifier::address).toArray(InternetAddress[]::new));
        mail.setHeader("Subject", EncodedWords.header("Subject", subject));
        setHeaders(mail, notification);
        unsubscribe(mail, notification.group().receiver(), recipient);
        return mail;
    }

    /** RFC 8058 wants HTTPS. */
    private void unsubscribe(MimeMessage mail, String receiver, String recipient) throws MessagingException {
        Optional<String> address = template.links()
                .unsubscribe(receiver, recipient)
                .map(Plain::header)
                .filter(link -> link.startsWith("https://"))
                .filter(link -> link.length() <= LONGEST_LINK);
        if (address.isPresent()) {
            mail.setHeader("List-Unsubscribe", "<" + address.get() + ">");
            mail.setHeader("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        }
    }

    private void setHeaders(MimeMessage mail, Notification notification) throws MessagingException {
        if (!notification.opensThread()) {
            String first = messageId(notification.group().thread());
            if (notification.reason() != NotifyReason.FIRST) { // who hears of it first has nothing to reply to
                mail.setHeader("In-Reply-To", first);
            }
            mail.setHeader("References", first);
        }
        mail.setHeader("Auto-Submitted", "auto-generated");
        mail.setHeader("X-Auto-Response-Suppress", "All");
        mail.setHeader("List-Id", "<" + listName(notification.group().receiver()) + ".bellwether." + domain + ">");
        mail.setHeader("X-Bellwether-Dedup", notification.dedupKey());
    }

    /** The same for the same notification, whoever gets it and however often. */
    String messageId(String dedupKey) {
        return "<" + dedupKey + "@" + domain + ">";
    }

    private static String listName(String receiver) {
        String name = receiver.replaceAll("[^A-Za-z0-9-]+", "-").replaceAll("^-+|-+$", "");
        return name.isEmpty() ? "alerts" : name;
    }

    /** A mail whose every byte is known; Jakarta Mail would put it together again and make up a new Message-ID. */
    private static final class WrittenMail extends MimeMessage {

        private final byte[] bytes;

        WrittenMail(Session session, byte[] bytes) {
            super(session);
            this.bytes = bytes;
            this.saved = true;
        }

        @Override
        public void writeTo(OutputStream out, String[] ignoredHeaders) throws IOException {
            out.write(bytes);
        }

        @Override
        public int getSize() {
            return bytes.length;
        }
    }
}
