package dev.bellwether.notify;

import java.time.Instant;

/**
 * Somebody wants no more mails of a receiver.
 *
 * @param receiver its name in the routes
 * @param address a mail address
 */
public record Unsubscription(String receiver, String address, Instant at) {

    /** Whether this is what keeps a notification of the receiver from the target. */
    public boolean isOf(String name, Target target) {
        return target.integration().equals("email") && receiver.equals(name) && address.equals(target.address());
    }
}
