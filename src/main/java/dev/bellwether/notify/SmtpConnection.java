package dev.bellwether.notify;

import jakarta.mail.Address;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.Objects;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jspecify.annotations.Nullable;

/** A connection to the mail server, made when needed and again when it broke. Used by one thread. */
final class SmtpConnection implements AutoCloseable {

    private static final int SERVICE_CLOSES = 421;

    /** How an attempt failed. */
    enum Fault {
        /** Nobody answers, or the connection broke. */
        CONNECTION,
        /** The server talks to us, and hangs with this mail. */
        STALLED,
        /** The server will not talk to us: credentials, encryption. */
        SERVER_REFUSES,
        /** 4xx. */
        NOT_NOW,
        /** 5xx. */
        NEVER
    }

    /** What the server or the network did, without secrets. */
    static final class SmtpException extends Exception {
        private static final long serialVersionUID = 1L;
        private final Fault fault;

        SmtpException(Fault fault, String message, @Nullable Throwable cause) {
            super(message, cause);
            this.fault = fault;
        }

        /** What the server or the system said. */
        @Override
        public String getMessage() {
            return Objects.requireNonNull(super.getMessage());
        }

        Fault fault() {
            return fault;
        }
    }

    private final Session session;
    private final SmtpSettings settings;
    private @Nullable SMTPTransport transport;
    private boolean used;

    SmtpConnection(Session session, SmtpSettings settings) {
        this.session = session;
        this.settings = settings;
    }

    /** Returns what the server said when it took the mail over. */
    String send(MimeMessage mail, Address recipient) throws SmtpException {
        boolean fresh = transport == null || !used;
        try {
            return sendOnce(mail, recipient);
        } catch (SmtpException e) {
            if (fresh || !isStale(e)) {
                throw e;
            }
            // servers close a connection after a while or after so many mails; that is no fault of this mail
            return sendOnce(mail, recipient);
        }
    }

    private static boolean isStale(SmtpException e) {
        return e.fault() == Fault.CONNECTION;
    }

    private String sendOnce(MimeMessage mail, Address recipient) throws SmtpException {
        SMTPTransport connected = connected();
        try {
            connected.sendMessage(mail, new Address[] {recipient});
            used = true;
            return Plain.cut(
                    Plain.header(
                            String.valueOf(connected.getLastServerResponse()).strip()),
                    300);
        } catch (MessagingException e) {
            SmtpException fault = faultOf(e);
            if (fault.fault() == Fault.CONNECTION || fault.fault() == Fault.STALLED) {
                close();
            }
            throw fault;
        }
    }

    private SMTPTransport connected() throws SmtpException {
        if (transport != null) {
            return transport;
        }
        var fresh = new SMTPTransport(session, null);
        try {
            fresh.connect(settings.host(), settings.port(), settings.username(), settings.password());
        } catch (MessagingException e) {
            throw notConnected(e, fresh.getLastReturnCode());
        }
        transport = fresh;
        used = false;
        return fresh;
    }

    /** The cause is left out: it may hold what was said to the server, and that may be a password. */
    private SmtpException notConnected(MessagingException e, int answered) {
        boolean passes = e.getCause() instanceof IOException || answered / 100 == 4;
        boolean credentials = e instanceof AuthenticationFailedException && !passes;
        String what = credentials ? " refuses user or password: " : ": ";
        return new SmtpException(
                passes ? Fault.CONNECTION : Fault.SERVER_REFUSES,
                "mail server " + settings.host() + ":" + settings.port() + what + said(e),
                null);
    }

    private static SmtpException faultOf(MessagingException e) {
        for (Exception cause = e; cause != null; cause = next(cause)) {
            int code = codeOf(cause);
            if (code == SERVICE_CLOSES) {
                return new SmtpException(Fault.CONNECTION, said(cause), e);
            }
            if (code >= 400) {
                return new SmtpException(code < 500 ? Fault.NOT_NOW : Fault.NEVER, said(cause), e);
            }
        }
        Exception cause = innermost(e);
        Fault fault = cause instanceof SocketTimeoutException ? Fault.STALLED : Fault.CONNECTION;
        return new SmtpException(fault, "connection broke: " + said(cause), e);
    }

    private static int codeOf(Exception e) {
        if (e instanceof SMTPAddressFailedException address) {
            return address.getReturnCode();
        }
        if (e instanceof SMTPSenderFailedException sender) {
            return sender.getReturnCode();
        }
        return e instanceof SMTPSendFailedException send ? send.getReturnCode() : -1;
    }

    private static @Nullable Exception next(Exception e) {
        return e instanceof MessagingException mail ? mail.getNextException() : null;
    }

    private static Exception innermost(MessagingException e) {
        Exception last = e;
        for (Exception cause = e; cause != null; cause = next(cause)) {
            last = cause;
        }
        return last;
    }

    private static String said(Exception e) {
        String message = e.getMessage();
        return Plain.cut(
                Plain.header(message == null || message.isBlank() ? e.getClass().getSimpleName() : message), 300);
    }

    @Override
    public void close() {
        if (transport != null) {
            try {
                transport.close();
            } catch (MessagingException e) {
                // it is gone either way
            }
            transport = null;
        }
    }
}
