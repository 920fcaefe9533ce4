package dev.bellwether.notify;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A server that is told over HTTP.
 *
 * @param name what logs, the console and the database call it; the address itself may hold a secret
 * @param authorization the value of the header of that name, read anew at each request; nothing for none
 * @param timeout for the connection and for the answer each
 */
public record HttpEndpoint(String name, URI url, Supplier<Optional<String>> authorization, Duration timeout) {

    /** For a server that asks nobody who they are. */
    public static HttpEndpoint open(URI url) {
        return new HttpEndpoint(nameOf(url), url, Optional::empty, Duration.ofSeconds(10));
    }

    /** Scheme, host, port and path, without what follows a question mark. */
    public static String nameOf(URI url) {
        return url.getScheme() + "://" + url.getAuthority() + url.getPath();
    }

    /** Why nothing can be sent to this address; nothing when it can. */
    public static Optional<String> mistakeIn(URI url) {
        boolean isHttp = "http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme());
        if (!isHttp) {
            return Optional.of("does not begin with http:// or https://");
        }
        if (url.getHost() == null) {
            return Optional.of("names no host; write names outside ASCII in punycode (xn--…)");
        }
        if (url.getUserInfo() != null) {
            return Optional.of("holds a login; write it as username and password_file, or as token_file");
        }
        return url.getFragment() == null ? Optional.empty() : Optional.of("has a #, which is not sent");
    }

    /** Without the address. */
    @Override
    public String toString() {
        return name;
    }
}
