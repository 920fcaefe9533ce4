package dev.bellwether.source;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * A server that is asked over HTTP, and how far it is trusted.
 *
 * @param name as KPIs give it in {@code source:}
 * @param url what every request's address begins with; KPIs only add a path
 * @param tls certificates to trust and to show, when not the JDK's own
 */
public record HttpTarget(
        String name,
        URI url,
        Authorization authorization,
        Limits limits,
        AllowedHosts hosts,
        Optional<SSLContext> tls) {

    /**
     * Where an answer is cut off.
     *
     * @param connect for the connection
     * @param answer for one answer, from the request to its last byte
     * @param bytes of one answer, unpacked
     * @param rows of one answer
     */
    public record Limits(Duration connect, Duration answer, long bytes, long rows) {

        public Limits {
            if (connect.toMillis() < 1 || answer.toMillis() < 1 || bytes < 1 || rows < 1) {
                throw new IllegalArgumentException("limits of a source are above 0: " + connect + " to connect, "
                        + answer + " for an answer of " + bytes + " bytes and " + rows + " rows");
            }
        }
    }

    public HttpTarget {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a source needs a name");
        }
        hosts.mistakeIn(url).ifPresent(mistake -> {
            throw new IllegalArgumentException("the address of source \"%s\" %s".formatted(name, mistake));
        });
    }

    /** The address of a path under {@link #url}; the path begins with a slash. */
    URI at(String path) {
        return URI.create(url.toString().replaceFirst("/+$", "") + path);
    }

    /** Whether {@code other} is the same server: scheme, host and port. */
    boolean isServerOf(URI other) {
        return url.getScheme().equalsIgnoreCase(other.getScheme())
                && url.getHost().equalsIgnoreCase(other.getHost())
                && portOf(url) == portOf(other);
    }

    private static int portOf(URI url) {
        if (url.getPort() >= 0) {
            return url.getPort();
        }
        return "https".equalsIgnoreCase(url.getScheme()) ? 443 : 80;
    }
}
