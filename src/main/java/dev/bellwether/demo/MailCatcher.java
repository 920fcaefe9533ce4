package dev.bellwether.demo;

import com.icegreen.greenmail.mail.MailAddress;
import com.icegreen.greenmail.mail.MovingMessage;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** A mail server on loopback that delivers nowhere: every mail of the demo ends in a folder and on a page. */
public final class MailCatcher implements AutoCloseable {

    /** So many mails are kept. */
    static final int MOST = 500;

    private static final String LOOPBACK = "127.0.0.1";

    private final MailFolder folder;
    private final InstantSource clock;
    private final GreenMail server = new GreenMail(new ServerSetup(0, LOOPBACK, ServerSetup.PROTOCOL_SMTP));

    /**
     * Listens at once, on a port that the kernel chooses.
     *
     * @param folder where mails are kept as {@code .eml} files; made when absent
     */
    public MailCatcher(Path folder, InstantSource clock) {
        this.folder = new MailFolder(folder, MOST);
        this.clock = clock;
        server.getUserManager().setMessageDeliveryHandler(this::keep);
        server.start();
    }

    public String host() {
        return LOOPBACK;
    }

    public int port() {
        return server.getSmtp().getPort();
    }

    /** Newest first. */
    public List<CaughtMail> mails() {
        return folder.list();
    }

    public Optional<CaughtMail> find(String id) {
        return folder.find(id);
    }

    Optional<MimeMessage> read(String id) {
        return folder.read(id);
    }

    /** Called once for each recipient, before the sender is answered. */
    private GreenMailUser keep(MovingMessage mail, MailAddress recipient) throws MessagingException {
        boolean isFirst = mail.getToAddresses().iterator().next().equals(recipient);
        if (isFirst) {
            try {
                folder.add(mail.getMessage(), clock.instant());
            } catch (IOException e) {
                throw new MessagingException("the mail could not be kept", e);
            }
        }
        return new NoMailbox(recipient.getEmail());
    }

    @Override
    public void close() {
        server.stop();
    }

    /** The folder has the mail already; a mailbox in memory would only grow. */
    private record NoMailbox(String email) implements GreenMailUser {
        @Override
        public String getEmail() {
            return email;
        }

        @Override
        public String getLogin() {
            return email;
        }

        @Override
        public void deliver(MovingMessage mail) {}

        @Override
        public void deliver(MimeMessage mail) {}

        @Override
        public void create() {}

        @Override
        public void delete() {}

        @Override
        public String getPassword() {
            return "";
        }

        @Override
        public void setPassword(String password) {}

        @Override
        public void authenticate(String password) {}

        @Override
        public String getQualifiedMailboxName() {
            return email;
        }
    }
}
