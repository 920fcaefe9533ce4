package dev.bellwether.notify;

import dev.bellwether.alert.Alert;
import java.time.Instant;
import java.util.Optional;

/** Where a mail's links lead. Each is absent where there is no such place; none of them acts when it is only opened. */
public interface Links {

    /** Leads nowhere. */
    Links NONE = new Links() {};

    /** Why the rule fired. */
    default Optional<String> explanation(Alert alert) {
        return Optional.empty();
    }

    /** Takes the alert over. */
    default Optional<String> acknowledge(Alert alert, String recipient) {
        return Optional.empty();
    }

    /** Keeps quiet about it. */
    default Optional<String> silence(Alert alert, String recipient) {
        return Optional.empty();
    }

    /**
     * Says what the mail was worth.
     *
     * @param verdict {@code useful}, {@code noise} or {@code expected}
     */
    default Optional<String> feedback(Alert alert, String verdict, String recipient) {
        return Optional.empty();
    }

    /** The KPI in Grafana over this time. */
    default Optional<String> panel(Alert alert, Instant from, Instant to) {
        return Optional.empty();
    }

    /** Ends the mails of one receiver for one recipient: by its button, or by a POST of a mail reader (RFC 8058). */
    default Optional<String> unsubscribe(String receiver, String recipient) {
        return Optional.empty();
    }
}
