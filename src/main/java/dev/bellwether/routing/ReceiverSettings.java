package dev.bellwether.routing;

import dev.bellwether.notify.HttpEndpoint;
import dev.bellwether.notify.Recipients;
import java.util.List;

/**
 * A receiver as it is written.
 *
 * @param email who is mailed
 * @param sendResolved whether it is told when alerts are resolved
 */
public record ReceiverSettings(
        String name,
        Recipients email,
        List<HttpEndpoint> webhooks,
        List<HttpEndpoint> alertmanagers,
        boolean sendResolved) {

    public ReceiverSettings {
        webhooks = List.copyOf(webhooks);
        alertmanagers = List.copyOf(alertmanagers);
    }
}
