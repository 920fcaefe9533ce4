package dev.bellwether.web;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/**
 * Where runbooks can be read.
 *
 * @param base what stands before the paths that rules give, such as {@code https://wiki.example.com/bellwether/};
 *     empty when there is no such place
 */
public record Runbooks(String base) {

    /** The address of a runbook, when a browser can open it. */
    public Optional<String> address(String runbook) {
        if (isWeb(runbook)) {
            return Optional.of(runbook);
        }
        String address = base.endsWith("/") ? base + runbook : base + "/" + runbook;
        return !runbook.isEmpty() && isWeb(address) ? Optional.of(address) : Optional.empty();
    }

    private static boolean isWeb(String text) {
        String start = text.toLowerCase(Locale.ROOT);
        if (!start.startsWith("https://") && !start.startsWith("http://")) {
            return false;
        }
        try {
            return URI.create(text).getHost() != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
