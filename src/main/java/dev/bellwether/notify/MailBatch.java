package dev.bellwether.notify;

import dev.bellwether.notify.SmtpConnection.Fault;
import dev.bellwether.notify.SmtpConnection.SmtpException;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Mails one after the other over one connection. */
final class MailBatch implements Notifier.Batch {

    /** The second in a row without a connection is not this mail's fault; the rest of the batch is spared the wait. */
    private static final int FAULTS_UNTIL_UNREACHABLE = 2;

    /** The first may be the mail's fault or the server's. */
    private static final int STALLS_UNTIL_KNOWN = 2;

    /** Addresses that are known to stall get one try in a batch, and not many of them do. */
    private static final int MOST_KNOWN_TRIES = 4;

    private final SmtpConnection connection;
    private final MailTemplate template;
    private final MailWriter writer;
    private final Retries retries;
    private final Map<String, Integer> stalls;
    private final Set<String> tried = new HashSet<>();
    private int faultsInARow;
    private @Nullable SmtpException unreachable;
    private @Nullable MailDraft draft;

    /** @param stalls how often in a row the server hung with a mail to an address, shared by all batches */
    MailBatch(
            SmtpConnection connection,
            MailTemplate template,
            MailWriter writer,
            Retries retries,
            Map<String, Integer> stalls) {
        this.stalls = stalls;
        this.connection = connection;
        this.template = template;
        this.writer = writer;
        this.retries = retries;
    }

    @Override
    public Delivery send(Notification notification, String address, int attempt, Instant now) {
        if (unreachable != null) {
            return retries.spared(notification, now, unreachable.getMessage());
        }
        if (isKnownToStall(address) && (tried.size() >= MOST_KNOWN_TRIES || !tried.add(address))) {
            return retries.spared(notification, now, "the server hung with a mail to this address just now");
        }
        try {
            String answer =
                    connection.send(writer.write(draftOf(notification), address), EmailNotifier.address(address));
            faultsInARow = 0;
            stalls.remove(address);
            return new Delivery.Sent(writer.messageId(notification.dedupKey()), answer);
        } catch (SmtpException e) {
            return judge(e, notification, address, attempt, now);
        }
    }

    private boolean isKnownToStall(String address) {
        return stalls.getOrDefault(address, 0) >= STALLS_UNTIL_KNOWN;
    }

    /** What stands behind a notification is the same for all its recipients, so it is asked for once. */
    private MailDraft draftOf(Notification notification) {
        if (draft == null
                || !notification.dedupKey().equals(draft.notification().dedupKey())) {
            draft = template.draft(notification);
        }
        return draft;
    }

    private Delivery judge(SmtpException e, Notification notification, String address, int attempt, Instant now) {
        if (e.fault() == Fault.NEVER) {
            faultsInARow = 0;
            return new Delivery.GivenUp(e.getMessage(), true);
        }
        if (e.fault() == Fault.NOT_NOW) {
            faultsInARow = 0;
            return retries.after(notification, attempt, now, e.getMessage());
        }
        if (e.fault() == Fault.STALLED) {
            boolean isKnown = isKnownToStall(address);
            stalls.merge(address, 1, Integer::sum);
            if (isKnown) {
                return later(e, notification, attempt, now); // the server is well, but for this address
            }
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
