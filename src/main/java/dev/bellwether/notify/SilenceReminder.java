package dev.bellwether.notify;

import dev.bellwether.mute.Silence;
import dev.bellwether.mute.Silences;
import dev.bellwether.notify.SmtpConnection.Fault;
import dev.bellwether.notify.SmtpConnection.SmtpException;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Date;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the author of a long silence, where the author is a mail address, that it is about to end: the mails begin again,
 * and the author may have forgotten why they ever stopped. Once for each end.
 */
public final class SilenceReminder {

    private static final Logger log = LoggerFactory.getLogger(SilenceReminder.class);

    /** Who silenced for less has not forgotten it. */
    private static final Duration SHORT = Duration.ofDays(1);

    private static final DateTimeFormatter EXACT = DateTimeFormatter.ofPattern(
                    "EEE d MMM yyyy, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private final Silences silences;
    private final SmtpSettings settings;
    private final Session session;
    private final InternetAddress from;
    private final Duration before;
    private final String consoleUrl;

    /** @param before how long before the end; nobody is reminded when it is zero */
    public SilenceReminder(Silences silences, SmtpSettings settings, Duration before, String consoleUrl) {
        this.silences = silences;
        this.settings = settings;
        this.session = EmailNotifier.sessionOf(settings);
        this.from = EmailNotifier.address(settings.from());
        this.before = before;
        this.consoleUrl = consoleUrl;
    }

    /** Reminds those whose time has come; what the server does not take now is tried at the next call. */
    public void remind(Instant now) {
        if (before.isZero()) {
            return;
        }
        for (Silence silence : silences.standing(now)) {
            if (isDue(silence, now) && !silences.isReminded(silence.id())) {
                addressOf(silence.author()).ifPresent(author -> remind(silence, author, now));
            }
        }
    }

    private boolean isDue(Silence silence, Instant now) {
        return !now.isBefore(silence.endsAt().minus(before))
                && Duration.between(silence.startsAt(), silence.endsAt()).compareTo(SHORT) > 0;
    }

    private static Optional<InternetAddress> addressOf(String author) {
        try {
            return author.equals(Plain.header(author)) ? Optional.of(EmailNotifier.address(author)) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // a name, not an address
        }
    }

    private void remind(Silence silence, InternetAddress author, Instant now) {
        try (var connection = new SmtpConnection(session, settings)) {
            connection.send(mail(silence, author, now), author);
            silences.markReminded(silence.id(), now);
        } catch (SmtpException e) {
            log.atWarn()
                    .addKeyValue("silence", silence.id())
                    .addKeyValue("why", e.getMessage())
                    .log("author of a silence was not reminded of its end");
            if (e.fault() == Fault.NEVER) {
                silences.markReminded(silence.id(), now);
            }
        }
    }

    private MimeMessage mail(Silence silence, InternetAddress author, Instant now) {
        try {
            String domain = from.getAddress().substring(from.getAddress().lastIndexOf('@') + 1);
            String name = Sha256.hex("silence|" + silence.id() + "|" + silence.endsAt());
            var mail = new MimeMessage(session) {
                @Override
                protected void updateMessageID() throws MessagingException {
                    setHeader("Message-ID", "<" + name + "@" + domain + ">");
                }
            };
            mail.setFrom(from);
            mail.setRecipient(RecipientType.TO, author);
            mail.setSubject(Plain.cut(Plain.header("Your silence ends soon: " + silence.written()), 120), "UTF-8");
            mail.setSentDate(Date.from(now));
            mail.setHeader("Auto-Submitted", "auto-generated");
            mail.setText(
                    """
                    Your silence ends on %s. Mails about alerts with

                        %s

                    begin again then. You wrote: %s

                    To prolong or end it: %s/silences

                    You get this because you are its author.
                    """.formatted(EXACT.format(silence.endsAt()), silence.written(), silence.comment(), consoleUrl),
                    "UTF-8");
            mail.saveChanges();
            return mail;
        } catch (MessagingException e) {
            throw new IllegalStateException("the reminder of silence " + silence.id() + " cannot be written", e);
        }
    }
}
