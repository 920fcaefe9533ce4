package dev.bellwether.notify;

/**
 * One of those a receiver tells.
 *
 * @param integration kind of notifier, such as {@code email}
 * @param address within it, such as a mail address
 */
public record Target(String integration, String address) {

    /** Who shares a server and so waits for each other: all mails, else each target for itself. */
    public String lane() {
        return integration.equals("email") ? integration : integration + " " + address;
    }
}
