package dev.bellwether.notify;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where mails are handed in.
 *
 * @param from the sender, {@code Bellwether <alerts@example.com>} or only the address
 * @param username null for a server that asks for none
 * @param startTls whether the connection must be encrypted before anything is said; without it nothing is encrypted
 */
public record SmtpSettings(
        String host,
        int port,
        String from,
        @Nullable String username,
        @Nullable String password,
        boolean startTls,
        Timeouts timeouts) {

    /** Each ends a wait for a server that has gone quiet. */
    public record Timeouts(Duration connect, Duration read, Duration write) {
        public static final Timeouts DEFAULT = all(Duration.ofSeconds(10));

        public static Timeouts all(Duration each) {
            return new Timeouts(each, each, each);
        }
    }

    /** A relay in the same network that asks for nothing. */
    public static SmtpSettings plain(String host, int port, String from) {
        return new SmtpSettings(host, port, from, null, null, false, Timeouts.DEFAULT);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "smtp://" + (username == null ? "" : username + "@") + host + ":" + port + " from " + from
                + (startTls ? " with STARTTLS" : "");
    }
}
