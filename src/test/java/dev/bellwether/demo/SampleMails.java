package dev.bellwether.demo;

import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.PreencodedMimeBodyPart;
import java.util.Properties;

/** Mails as receivers get them, and as nobody should. */
final class SampleMails {

    private static final String PIXEL =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

    private SampleMails() {}

    static MimeMessage of(String subject, String text, String html, String... to) throws MessagingException {
        var message = new MimeMessage(Session.getInstance(new Properties()));
        message.setFrom(new InternetAddress("bellwether@example.com"));
        for (String address : to) {
            message.addRecipient(RecipientType.TO, new InternetAddress(address));
        }
        message.setSubject(subject, "UTF-8");
        var plain = new MimeBodyPart();
        plain.setText(text, "UTF-8");
        var page = new MimeBodyPart();
        page.setText(html, "UTF-8", "html");
        var picture = new PreencodedMimeBodyPart("base64");
        picture.setContent(PIXEL, "image/png");
        picture.setHeader("Content-Type", "image/png");
        picture.setHeader("Content-Transfer-Encoding", "base64");
        picture.setContentID("<chart>");
        var alternative = new MimeMultipart("alternative", plain, page);
        var both = new MimeBodyPart();
        both.setContent(alternative);
        message.setContent(new MimeMultipart("related", both, picture));
        message.saveChanges();
        return message;
    }

    static void send(MailCatcher catcher, MimeMessage message) throws MessagingException {
        var settings = new Properties();
        settings.setProperty("mail.smtp.host", catcher.host());
        settings.setProperty("mail.smtp.port", Integer.toString(catcher.port()));
        try (Transport transport = Session.getInstance(settings).getTransport("smtp")) {
            transport.connect();
            transport.sendMessage(message, message.getAllRecipients());
        }
    }
}
