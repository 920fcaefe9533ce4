package dev.bellwether.routing;

import dev.bellwether.notify.DigestTime;
import dev.bellwether.notify.HttpEndpoint;
import dev.bellwether.notify.Recipients;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A receiver as it is written.
 *
 * @param email who is mailed
 * @param sendResolved whether it is told when alerts are resolved
 * @param digest when it reads of warnings; empty for at once
 */
public record ReceiverSettings(
        String name,
        Recipients email,
        List<HttpEndpoint> webhooks,
        List<HttpEndpoint> alertmanagers,
        boolean sendResolved,
        Optional<DigestTime> digest) {

    public ReceiverSettings {
        webhooks = List.copyOf(webhooks);
        alertmanagers = List.copyOf(alertmanagers);
    }

    /** One that only mails, always the same. */
    public static ReceiverSettings mailing(String name, List<String> addresses) {
        var recipients = new Recipients(addresses, List.of(), Map.of(), List.of());
        return new ReceiverSettings(name, recipients, List.of(), List.of(), true, Optional.empty());
    }

    /** The same, told only of what fires. */
    public ReceiverSettings silentWhenResolved() {
        return new ReceiverSettings(name, email, webhooks, alertmanagers, false, digest);
    }
}
