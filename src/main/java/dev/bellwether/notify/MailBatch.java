package dev.bellwether.notify;

import dev.bellwether.notify.SmtpConnection.Fault;
import dev.bellwether.notify.SmtpConnection.SmtpException;
import jakarta.mail.internet.MimeMessage;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Mails one after the other over one connection. */
final class MailBatch implements Notifier.Batch {

    /** The second in a row without a connection is not this mail's fault; the rest of the batch is spared the wait. */
    private static final int FAULTS_UNTIL_UNREACHABLE = 2;

    private final SmtpConnection connection;
    private final MailWriter writer;
    private final Retries retries;
    private int faultsInARow;
    private @Nullable SmtpException unreachable;
    private @Nullable String written;
    private @Nullable MimeMessage mail;

    MailBatch(SmtpConnection connection, MailWriter writer, Retries retries) {
        this.connection = connection;
        this.writer = writer;
        this.retries = retries;
    }

    @Override
    public Delivery send(Notification notification, String address, int attempt, Instant now) {
        if (unreachable != null) {
            return later(unreachable, notification, attempt, now);
        }
        try {
            connection.send(mailOf(notification), EmailNotifier.address(address));
            faultsInARow = 0;
            return new Delivery.Sent();
        } catch (SmtpException e) {
            return judge(e, notification, attempt, now);
        }
    }

    /** The same mail for all recipients of a notification, so it is written once. */
    private MimeMessage mailOf(Notification notification) {
        if (mail == null || !notification.dedupKey().equals(written)) {
            mail = writer.write(notification);
            written = notification.dedupKey();
        }
        return mail;
    }

    private Delivery judge(SmtpException e, Notification notification, int attempt, Instant now) {
        if (e.fault() == Fault.NEVER) {
            faultsInARow = 0;
            return new Delivery.GivenUp(e.getMessage(), true);
        }
        if (e.fault() == Fault.NOT_NOW) {
            faultsInARow = 0;
            return retries.after(notification, attempt, now, e.getMessage());
        }
        faultsInARow++;
        if (e.fault() == Fault.SERVER_REFUSES || faultsInARow >= FAULTS_UNTIL_UNREACHABLE) {
            unreachable = e;
        }
        return later(e, notification, attempt, now);
    }

    private Delivery later(SmtpException e, Notification notification, int attempt, Instant now) {
        return e.fault() == Fault.SERVER_REFUSES
                ? retries.seldom(notification, now, e.getMessage())
                : retries.after(notification, attempt, now, e.getMessage());
    }

    @Override
    public void close() {
        connection.close();
    }
}
