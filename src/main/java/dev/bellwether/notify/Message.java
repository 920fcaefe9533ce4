package dev.bellwether.notify;

import java.util.Optional;

/**
 * A notification in words. Both parts tell the same.
 *
 * @param chart the picture that the HTML part shows
 */
public record Message(String subject, String text, String html, Optional<Chart> chart) {

    /**
     * A picture that travels with the mail.
     *
     * @param contentId what the HTML part calls it, {@code cid:…}
     */
    public record Chart(String contentId, byte[] png) {}
}
